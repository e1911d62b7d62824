/** Runs what a claim is measured by, on the compiled engine in this thread, and counts. */
import {
  verdictOf,
  type Claim,
  type ClaimKind,
  type ClaimVerdict,
  type Measurement,
  type Setting,
} from '@brink/scenarios';
import type { Outcome } from '@brink/sweep';
import { sweepHere } from '../run/sweep-here.js';

/** The figures of one measurement. */
export interface Figure {
  readonly label: string;
  /** The outcomes that count as the failure, where it is not Inf or NaN. */
  readonly failures: readonly Outcome[] | null;
  /** For a cure the runs that fail without it, else all runs. */
  readonly runs: number;
  /** Those of them that bear the claim out. */
  readonly bearing: number;
}

export interface MeasuredClaim {
  readonly claim: Claim;
  /** What the figures come to; the claim states one too. */
  readonly verdict: ClaimVerdict;
  readonly figures: readonly Figure[];
  /** Of what was looked at besides; they do not decide. */
  readonly besides: readonly Figure[];
}

export async function measureClaim(claim: Claim): Promise<MeasuredClaim> {
  const figures = [];
  for (const measurement of claim.measured) figures.push(await figureOf(claim.kind, measurement));
  const besides = [];
  for (const measurement of claim.besides ?? [])
    besides.push(await figureOf(claim.kind, measurement));
  const shares = figures.map(({ bearing, runs }) => bearing / runs);
  return { claim, verdict: verdictOf(shares), figures, besides };
}

async function figureOf(kind: ClaimKind, measurement: Measurement): Promise<Figure> {
  const failed = await failuresOf(measurement, measurement);
  const { label, failures = null } = measurement;
  const figure = { label, failures };
  const count = (holds: (fails: boolean, run: number) => boolean) => failed.filter(holds).length;
  if (kind === 'cause') return { ...figure, runs: failed.length, bearing: count((fails) => fails) };
  if (kind === 'guard')
    return { ...figure, runs: failed.length, bearing: count((fails) => !fails) };
  const { variant = 'broken', axis = measurement.axis, precision } = measurement.without ?? {};
  const without = await failuresOf(measurement, {
    variant,
    axis,
    ...(precision && { precision }),
  });
  return {
    ...figure,
    runs: without.filter(Boolean).length,
    bearing: count((fails, run) => without[run] === true && !fails),
  };
}

/** Whether each run of a setting fails, seeds outermost. A run that could not be carried out fails. */
async function failuresOf(measurement: Measurement, setting: Setting): Promise<readonly boolean[]> {
  const { scenario, grid, steps, seeds, failures = ['inf', 'nan'] } = measurement;
  const bad: readonly Outcome[] = [...failures, 'failed'];
  const all: boolean[] = [];
  for (const seed of seeds) {
    const { records } = await sweepHere(scenario, {
      axis: axesOf(scenario, setting.axis),
      variant: setting.variant,
      seed,
      ...(grid !== undefined && { grid }),
      ...(steps !== undefined && { steps }),
      ...(setting.precision && { precision: setting.precision }),
    });
    all.push(...records.map(({ outcome }) => bad.includes(outcome)));
  }
  return all;
}

/** Every axis that the setting does not name, at its default: nothing is swept that is not said. */
function axesOf(scenario: Measurement['scenario'], named: readonly string[]): readonly string[] {
  const given = new Set(named.map((text) => text.slice(0, text.indexOf('='))));
  const rest = Object.entries(scenario.axes)
    .filter(([name]) => !given.has(name))
    .map(([name, axis]) => `${name}=${axis.default}`);
  return [...named, ...rest];
}
