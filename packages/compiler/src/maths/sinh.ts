import {
  abs,
  add,
  call,
  choose,
  div,
  laneFunction,
  local,
  lt,
  mul,
  number,
  set,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { formatOf, polynomial, withSign } from './format.js';
import type { ByPrecision } from './format.js';

/** (sinh a / a - 1) / z in z = a^2, for a up to 1, minimax. */
const SERIES: ByPrecision<readonly number[]> = {
  float32: [0.1666666716337204, 0.008333311416208744, 0.00019842635083477944, 2.783925765470485e-6],
  float64: [
    0.16666666666666666, 0.008333333333333333, 0.00019841269841269592, 2.755731922412015e-6,
    2.5052108345659382e-8, 1.6059050703873746e-10, 7.646476477869835e-13, 2.8483954962007164e-15,
  ],
};

/** A series below 1, where e^x - e^-x would lose digits. */
export function sinh(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [a, half] = [local('a'), local('half')];
  const small = add(a, mul(mul(a, local('z')), polynomial('z', SERIES[precision])));
  return laneFunction(
    'sinh',
    ['x'],
    [
      set('a', abs(local('x'))),
      set('z', mul(a, a)),
      set('half', call('halfExp', a)),
      set('small', small),
    ],
    withSign(
      f,
      choose(lt(a, number(1)), local('small'), sub(half, div(number(0.25), half))),
      local('x'),
    ),
  );
}
