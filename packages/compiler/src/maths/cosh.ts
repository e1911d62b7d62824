import { abs, add, call, div, laneFunction, local, number, set } from '../loops/build.js';
import type { LaneFunction } from '../loops.js';

export const cosh = (): LaneFunction =>
  laneFunction(
    'cosh',
    ['x'],
    [set('half', call('halfExp', abs(local('x'))))],
    add(local('half'), div(number(0.25), local('half'))),
  );
