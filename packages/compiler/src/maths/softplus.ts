import { abs, add, call, laneFunction, local, neg, number, pseudoMax } from '../loops/build.js';
import type { LaneFunction } from '../loops.js';

/** log(1 + e^x) as max(x, 0) + log1p(e^-|x|), which overflows only where x does. */
export const softplus = (): LaneFunction =>
  laneFunction(
    'softplus',
    ['x'],
    [],
    add(pseudoMax(local('x'), number(0)), call('log1p', call('exp', neg(abs(local('x')))))),
  );
