import { choose, div, eq, laneFunction, local, neg, number, set } from '../loops/build.js';
import type { LaneFunction, Precision } from '../loops.js';
import { isOdd, sineAndCosine } from './angle.js';
import { formatOf } from './format.js';

export function tan(precision: Precision): LaneFunction {
  const [x, odd, sine, cosine] = ['x', 'odd', 'sine', 'cosine'].map(local) as [
    ReturnType<typeof local>,
    ReturnType<typeof local>,
    ReturnType<typeof local>,
    ReturnType<typeof local>,
  ];
  const quotient = div(choose(odd, neg(cosine), sine), choose(odd, sine, cosine));
  return laneFunction(
    'tan',
    ['x'],
    [...sineAndCosine(formatOf(precision)), set('odd', isOdd(local('turns')))],
    choose(eq(x, number(0)), x, quotient),
  );
}
