/**
 * What tanh is made of: e^(2w) = (1 + u) / (1 - u) with u = tanh w. It divides anyway, and
 * an odd function takes a polynomial half as long as that of e^x.
 */
import { add, local, mul, set } from '../loops/build.js';
import type { Statement } from '../loops.js';
import { polynomial } from './format.js';
import type { ByPrecision, Format } from './format.js';

/** (tanh w / w - 1) / z in z = w^2, for |w| <= 3/8 ln 2, minimax. */
const SERIES: ByPrecision<readonly number[]> = {
  float32: [-0.3333321511745453, 0.13322678208351135, -0.05122300982475281],
  float64: [
    -0.3333333333333333, 0.13333333333333294, -0.05396825396817643, 0.021869488528357003,
    -0.008863235085973413, 0.0035921127552081267, -0.001455509559940062, 0.0005858461153809546,
    -0.00020900203277065039,
  ],
};

/** Sets `u` to tanh w of the local `w`. */
export function tanhOfRemainder(f: Format): readonly Statement[] {
  const [w, z] = [local('w'), local('z')];
  return [
    set('z', mul(w, w)),
    set('u', add(w, mul(mul(w, z), polynomial('z', SERIES[f.precision])))),
  ];
}
