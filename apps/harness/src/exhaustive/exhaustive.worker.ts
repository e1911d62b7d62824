/** The worker of `npm run exhaustive`: tries one function on one range. */
import { evaluatorOf, type Evaluator, type Way } from './evaluate.js';
import { idOf, triedFunctions } from './functions.js';
import { sweepRange, type Range, type Verdicts } from './sweep-range.js';

export interface RangeTask {
  readonly id: string;
  readonly way: Way;
  readonly range: Range;
}

/** The function of the last task: the next is most likely of the same. */
let ready: { readonly id: string; readonly evaluator: Evaluator } | undefined;

/** Piscina's entry. */
export default async function tryRange({ id, way, range }: RangeTask): Promise<Verdicts> {
  const one = triedFunctions.find((other) => idOf(other) === id)!;
  if (ready?.id !== id) ready = { id, evaluator: await evaluatorOf(one, way) };
  return sweepRange(one, ready.evaluator, range);
}
