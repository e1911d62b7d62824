/** The border of a regression as a sweep of the learning rate finds it, beside the computed one. */
import { lastLosses } from '@brink/sweep';
import { sweepHere } from '../run/sweep-here.js';
import type { Regression } from './data-sets.js';
import { knownBorder, type KnownBorder, type RuleName } from './rules.js';

export interface MeasuredBorder {
  readonly regression: string;
  readonly rule: RuleName;
  /** The largest eigenvalue of the Hessian, preconditioned where the rule is. */
  readonly eigenvalue: number;
  readonly computed: number;
  /** The highest learning rate whose loss ends no higher than it began, and the next on the grid. */
  readonly between: readonly [number, number];
  /** How far the computed border lies from the middle of the two, in cells of the grid. */
  readonly cellsOff: number;
  /** True where every rate below is stable and every one above is not. */
  readonly clean: boolean;
  readonly steps: number;
  readonly cells: number;
}

const mostSteps = 100_000;

/**
 * @param cells points on the grid: two decades of learning rates, from a power of ten
 */
export async function measureBorder(
  regression: Regression,
  rule: RuleName,
  cells: number,
): Promise<MeasuredBorder> {
  const known = knownBorder(regression, rule);
  const decade = Math.round(Math.log10(known.border));
  const ratio = 100 ** (1 / (cells - 1));
  const steps = stepsNeeded(known, ratio);
  const { records, plan } = await sweepHere(known.scenario, {
    ...{ grid: cells, steps, variant: 'broken' },
    axis: `lr=1e${decade - 1}:1e${decade + 1}:log`,
  });
  const rates = plan.axes.find(({ name }) => name === 'lr')!.values.map(Number);
  const grows = records.map(({ outcome }) => ['diverged', 'inf', 'nan'].includes(outcome));
  const first = grows.indexOf(true);
  const between = [rates[first - 1] ?? NaN, rates[first] ?? NaN] as const;
  return {
    regression: regression.name,
    ...{ rule, between, steps, cells },
    eigenvalue: known.dominant.value,
    computed: known.border,
    cellsOff:
      Math.abs(Math.log(known.border / Math.sqrt(between[0] * between[1]))) / Math.log(ratio),
    clean: grows.every((grown, i) => grown === i >= first) && first > 0,
  };
}

/**
 * After how many steps every rate has shown on which side it is, if it is at least one cell of the
 * grid from the border. Along an eigenvector the error e follows a recurrence of its own,
 * e' = e - s e + b (e - e before), with s the rate times the eigenvalue. One cell above the border the
 * dominant error must have grown until it alone exceeds the whole loss that training began with;
 * one cell below, and where the momentum is critical, it must have come back below its start.
 */
export function stepsNeeded(known: KnownBorder, ratio: number): number {
  const { momentum } = known;
  const limit = 2 + 2 * momentum;
  const growth = 1.02 / shareOfDominant(known);
  const root = Math.sqrt(momentum);
  return (
    2 * lastLosses +
    Math.max(
      stepsUntil(limit * ratio, momentum, (square) => square >= growth),
      ...[limit / ratio, (1 - root) ** 2, (1 + root) ** 2].map((s) =>
        stepsUntil(s, momentum, (square) => square <= 1),
      ),
    )
  );
}

/** The first step from which the squared error, of 1 at first, meets the condition for `lastLosses` steps. */
function stepsUntil(s: number, momentum: number, met: (square: number) => boolean): number {
  let [before, now, since] = [1, 1, 0];
  for (let step = 1; step < mostSteps; step++) {
    [before, now] = [now, now - s * now + momentum * (now - before)];
    since = met(now * now) ? since + 1 : 0;
    if (since === lastLosses) return step;
  }
  throw new RangeError(
    `known-answers: ${mostSteps} steps do not tell the sides apart; take fewer cells`,
  );
}

/** At least which share of the first loss is error along the dominant eigenvector, from weights of zero. */
function shareOfDominant({ trained, dominant }: KnownBorder): number {
  const { rows, columns, x, y } = trained;
  let [along, loss] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const projected = dominant.vector.reduce(
      (sum, each, column) => sum + each * x[row * columns + column]!,
      0,
    );
    along += (2 / rows) * projected * y[row]!;
    loss += y[row]! ** 2 / rows;
  }
  return along ** 2 / (2 * dominant.value * loss);
}
