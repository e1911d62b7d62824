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
  neg,
  number,
  pseudoMin,
  set,
  sub,
} from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { formatOf, polynomial, withSign } from './format.js';
import type { ByPrecision } from './format.js';

/** erf a / a - 1 in z = a^2, for a up to 1, minimax. */
const SERIES: ByPrecision<readonly number[]> = {
  float32: [
    0.12837916612625122, -0.3761262893676758, 0.11283618211746216, -0.02685512602329254,
    0.005190733354538679, -0.0008030750323086977, 7.920303323771805e-5,
  ],
  float64: [
    0.1283791670955126, -0.37612638903183754, 0.1128379167095512, -0.026866170645129868,
    0.005223977625423608, -0.0008548327021955866, 0.00012055332903806488, -1.4925647594339726e-5,
    1.6462045977761603e-6, -1.6364649517583573e-7, 1.4792469367947895e-8, -1.2164967164693195e-9,
    8.710460909276529e-11, -4.233123583374618e-12,
  ],
};

/** e^(a^2) erfc a in t = (a - 2) / (a + 2), from a = 1 to LIMIT, minimax. */
const COMPLEMENT: ByPrecision<readonly number[]> = {
  float32: [
    0.25539568066596985, -0.42718586325645447, 0.24165821075439453, -0.07897843420505524,
    0.0037321816198527813, 0.006993235554546118, -0.00083683873526752, -0.0009357351809740067,
  ],
  float64: [
    0.25539567631050575, -0.4271858474139584, 0.24165819424246643, -0.07897858101573116,
    0.0037328924043305233, 0.0069974617391174556, -0.0008471432510048511, -0.000981977023367028,
    4.355560177813259e-5, 0.0001743611017744503, 2.752554231058768e-5, -2.7579196829176392e-5,
    -1.3969201655303837e-5, 1.3893229171606017e-6, 3.7976100721030784e-6, 1.1817189001762307e-6,
    -5.551353827013153e-7, -4.055663610314201e-7,
  ],
};

/** From here on 1 is nearest. */
const LIMIT: ByPrecision<number> = { float32: 4, float64: 6 };

/** A series below 1, and 1 - e^(-a^2) times a series above. */
export function erf(precision: Precision): LaneFunction {
  const f = formatOf(precision);
  const [a, z] = [local('a'), local('z')];
  return laneFunction(
    'erf',
    ['x'],
    [
      set('a', pseudoMin(abs(local('x')), number(LIMIT[precision]))),
      set('z', mul(a, a)),
      set('small', add(a, mul(a, polynomial('z', SERIES[precision])))),
      set('t', div(sub(a, number(2)), add(a, number(2)))),
      set(
        'large',
        sub(number(1), mul(call('exp', neg(z)), polynomial('t', COMPLEMENT[precision]))),
      ),
    ],
    withSign(f, choose(lt(a, number(1)), local('small'), local('large')), local('x')),
  );
}
