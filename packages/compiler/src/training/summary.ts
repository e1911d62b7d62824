/**
 * What a sweep stores of each lane's losses, told in the module itself: one pass over the history
 * that the steps left, in float64 whatever the program's precision. The operations and their order
 * are those of outcome.ts in @brink/sweep, which does the same for cells run in plain tfjs: the
 * same losses give the same bits.
 *
 * The measure is that of Sohl-Dickstein, "The boundary of neural network trainability is fractal"
 * (2024, arXiv:2402.06184): v are the losses divided by the first one, a v that is not finite and
 * one of a step that was not run count as 1e6; minus the sum of v where the mean of the last 20 is
 * below 1, else the sum of 1 / v.
 */
import type { Buffer, Index, Kernel, Lanes, Statement } from '../loops.js';
import {
  abs,
  add,
  asIndex,
  baseOf,
  bitsAnd,
  bitsAndNot,
  choose,
  comment,
  div,
  doublesKernel,
  forEach,
  fromIndex,
  ge,
  iadd,
  loadWidened,
  local,
  lt,
  neg,
  number,
  set,
  store,
} from '../loops/build.js';

/** How many of the last losses say where a training ended. */
const LAST_LOSSES = 20;
/** What a normalised loss counts as that is not finite or was not reached. */
const NON_FINITE_LOSS = 1e6;

/** What stands in the buffer `summary`, a vector of doubles each, in this order. */
export const SUMMARY = [
  'initialLoss',
  'finalLoss',
  /** The least finite one; NaN where there is none. */
  'leastLoss',
  /** The mean of the last 20; NaN where a value was not finite. */
  'endLoss',
  'measure',
] as const;

export const SUMMARY_BUFFER: Buffer = {
  name: 'summary',
  kind: 'doubles',
  length: SUMMARY.length,
};

/** Reads the buffers `losses` and `firstBadStep`, after the steps. */
export function summaryKernel(steps: number): Kernel {
  const first = local('first');
  const loss = local('loss');
  const least = local('least');
  const wasRun = local('wasRun');
  const value = local('v');
  const infinity = number(Infinity);
  const lossAt = (step: Index): Lanes => loadWidened(iadd(baseOf('losses'), step), 0);
  const badStep = loadWidened(baseOf('firstBadStep'), 0);

  /** Sets `loss`, `wasRun` and `v` for a step. */
  const look = (step: Index): readonly Statement[] => [
    set('loss', lossAt(step)),
    set('wasRun', lt(fromIndex(step), local('ran'))),
    set('v', div(loss, first)),
    set('v', choose(bitsAnd(wasRun, lt(abs(value), infinity)), value, number(NON_FINITE_LOSS))),
  ];
  const plus = (name: string, lanes: Lanes): Statement => set(name, add(local(name), lanes));
  const last = Math.min(LAST_LOSSES, steps);
  const meanOf = (name: string): Lanes => div(local(name), number(last));
  const told: Record<(typeof SUMMARY)[number], Lanes> = {
    initialLoss: first,
    finalLoss: local('final'),
    leastLoss: least,
    endLoss: choose(lt(badStep, number(0)), meanOf('end'), number(NaN)),
    measure: choose(lt(meanOf('lastValues'), number(1)), neg(local('values')), local('inverses')),
  };
  return doublesKernel(
    'summarise',
    [],
    [
      set('ran', choose(lt(badStep, number(0)), number(steps), add(badStep, number(1)))),
      set('first', lossAt(asIndex(0))),
      set('final', first),
      set('least', number(NaN)),
      ...['values', 'inverses', 'lastValues', 'end'].map((name) => set(name, number(0))),
      comment('every step'),
      forEach('step', steps, [
        ...look(asIndex('step')),
        plus('values', value),
        plus('inverses', div(number(1), value)),
        set('final', choose(wasRun, loss, local('final'))),
        set('isFinite', bitsAnd(wasRun, lt(abs(loss), infinity))),
        set('least', choose(bitsAndNot(local('isFinite'), ge(loss, least)), loss, least)),
      ]),
      comment(`the last ${last}`),
      forEach('step', last, [
        ...look(iadd('step', steps - last)),
        plus('lastValues', value),
        plus('end', loss),
      ]),
      ...SUMMARY.map((name, at) => store(baseOf('summary'), at, told[name])),
    ],
  );
}
