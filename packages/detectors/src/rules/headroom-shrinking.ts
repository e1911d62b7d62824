/** Something that grows by the same factor at each step, towards the end of single precision. */
import { figure } from '../causes/rule.js';
import { latest, newest, type TrainingHistory } from './history.js';
import type { Observation } from './observation.js';
import type { TrainingRule } from './rule.js';

const overflow = 128;
const observed = 5;
const bits = 8;
const steady = 0.8;

/** The greatest magnitude of each thing that can overflow. */
function magnitudes({ loss, parameters, activations }: Observation): ReadonlyMap<string, number> {
  return new Map([
    ...(loss === null ? [] : [['loss', Math.abs(loss)] as const]),
    ...parameters.map(
      ({ name, greatestGradient }) => [`gradient:${name}`, greatestGradient] as const,
    ),
    ...parameters.map(({ name, greatest }) => [`parameter:${name}`, greatest] as const),
    ...activations.map(({ name, greatest }) => [`activation:${name}`, greatest] as const),
  ]);
}

/** Losses of single samples may rise five looks in a row; but not beyond all that was seen. */
const isGreatest = (loss: number, { losses }: TrainingHistory): boolean =>
  [...losses.first, ...losses.last].every((one) => Math.abs(one) <= Math.abs(loss)) &&
  Math.abs(loss) > Math.abs(losses.first[0]!);

interface Growth {
  readonly site: string;
  readonly from: number;
  readonly to: number;
  /** Doublings a step. */
  readonly rate: number;
  readonly steps: number;
  /** Over how many observations. */
  readonly looks: number;
}

/** The growths over as few of the last observations as show any: slow ones need more. */
function shortestGrowths(history: TrainingHistory): readonly Growth[] {
  for (let looks = observed; looks <= history.observations.length; looks += 1) {
    const found = growths(latest(history, looks));
    if (found.length > 0) return found;
  }
  return [];
}

/** What has grown at every observation, by 8 bits or more, and is not slowing. */
function growths(last: readonly Observation[]): readonly Growth[] {
  const span = last.at(-1)!.step - last[0]!.step;
  const seen = last.map(magnitudes);
  return [...seen.at(-1)!.keys()].flatMap((site) => {
    const doublings = seen.map((one) => Math.log2(one.get(site) ?? NaN));
    const gains = doublings.slice(1).map((value, at) => value - doublings[at]!);
    const total = doublings.at(-1)! - doublings[0]!;
    const half = Math.floor(gains.length / 2);
    const sumOf = (some: readonly number[]) => some.reduce((sum, gain) => sum + gain, 0);
    const late = sumOf(gains.slice(-half));
    const early = sumOf(gains.slice(0, half));
    if (!gains.every((gain) => gain > 0) || !(total >= bits) || !(late >= steady * early))
      return [];
    const rate = (late * gains.length) / (half * span);
    const steps = Math.ceil((overflow - doublings.at(-1)!) / rate);
    return [
      {
        site,
        from: 2 ** doublings[0]!,
        to: 2 ** doublings.at(-1)!,
        rate,
        steps,
        looks: last.length,
      },
    ];
  });
}

export const headroomShrinking: TrainingRule = {
  name: 'headroom-shrinking',
  looksAt:
    'the greatest magnitude of the loss, each gradient, parameter and activation over the last 5 to 20 observed steps, where the loss is greater than any before',
  thresholds: [
    {
      of: 'observed steps of growth at least',
      value: observed,
      source: 'ours: fewer are no trend',
    },
    {
      of: 'doublings in them at least',
      value: bits,
      source: 'ours: 256 times in five to twenty looks is no learning',
    },
    {
      of: 'growth of the later half to the earlier at least',
      value: steady,
      source: 'ours: growth that slows is not extrapolated',
    },
  ],
  judge: (history) => {
    const now = newest(history);
    if (history.observations.length < observed) return null;
    if (now.loss !== null && !isGreatest(now.loss, history)) return null;
    const soonest = shortestGrowths(history).toSorted((a, b) => a.steps - b.steps)[0];
    if (soonest === undefined) return null;
    return {
      site: soonest.site,
      what: `Inf is to be expected in ${soonest.steps} step${soonest.steps === 1 ? '' : 's'}`,
      cause: 'it grows by a factor at each step, and nothing slows it: the training diverges',
      evidence: `from ${figure(soonest.from)} to ${figure(soonest.to)} in ${soonest.looks} observed steps, ${figure(2 ** soonest.rate)} times a step; single precision ends at 3.4e38`,
      cure: 'stop and lower the learning rate tenfold, or clip the gradients; where the features or the target are large, standardise them',
      code: "watch(optimizer, { policy: 'rollback', learningRateFactor: 0.1 })",
    };
  },
};
