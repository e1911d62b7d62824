import { div, laneFunction, local, number, sqrt } from '../loops/build.js';
import type { LaneFunction } from '../loops.js';

/** Two roundings; of ±0 it is ±Inf. */
export const rsqrt = (): LaneFunction =>
  laneFunction('rsqrt', ['x'], [], div(number(1), sqrt(local('x'))));
