/** Something like tanh in few operations, as a lane function and in JavaScript: tests of whole trainings compare bits. */
import { add, div, laneFunction, local, mul, number } from '../loops/build.js';
import type { Library } from '../training/library.js';

export const rationalLibrary: Library = (names) =>
  [...names].map((name) => {
    const x = local('x');
    const x2 = mul(x, x);
    const above = mul(x, add(number(27), x2));
    return laneFunction(name, ['x'], [], div(above, add(number(27), mul(number(9), x2))));
  });

export function rationalTanh(x: number): number {
  const r = Math.fround;
  const x2 = r(x * x);
  return r(r(x * r(27 + x2)) / r(27 + r(9 * x2)));
}
