/** The worker of the gallery: sweeps one scenario of the catalogue, and sends back what its pages show. */
import { findScenario, type Scenario } from '@brink/scenarios';
import { runEagerly, type Outcome, type PlannedAxis, type SweepPlan } from '@brink/sweep';
import { useBackend } from '../backends/use-backend.js';
import { sweepHere } from '../run/sweep-here.js';
import { trainingAt } from '../scenario/training-at.js';

export interface SweepTask {
  readonly name: string;
  readonly grid: number;
  /** Swept before: only what a person sees is looked at again. */
  readonly kept: SweptScenario | null;
}

export interface SweptScenario extends Pick<SweepPlan, 'variants' | 'seed' | 'steps'> {
  /** Swept or not. */
  readonly axes: readonly PlannedAxis[];
  /** Variants outermost, the last axis fastest. */
  readonly outcomes: readonly Outcome[];
}

/** What a person who trains the broken variant at the point of the evidence sees, in plain tfjs. */
export interface Sight {
  /** Until the first step with a value that is not finite, that one included. */
  readonly losses: readonly number[];
  /** Null where all are finite. */
  readonly firstBadStep: number | null;
  /** Null where all are finite. */
  readonly site: string | null;
}

export interface SweepResult {
  readonly swept: SweptScenario;
  /** Null where the scenario has no evidence. */
  readonly sight: Sight | null;
  readonly seconds: number;
}

/** Piscina's entry. */
export default async function sweepByName({ name, grid, kept }: SweepTask): Promise<SweepResult> {
  const from = performance.now();
  await useBackend('cpu');
  const scenario = findScenario(name)!;
  const swept = kept ?? (await sweep(scenario, grid));
  const sight = await lookAt(scenario);
  return { swept, sight, seconds: (performance.now() - from) / 1000 };
}

async function sweep(scenario: Scenario, grid: number): Promise<SweptScenario> {
  const { plan, records } = await sweepHere(scenario, { grid, variant: 'all' });
  const { variants, axes, seed, steps } = plan;
  return { variants, axes, seed, steps, outcomes: records.map(({ outcome }) => outcome) };
}

async function lookAt(scenario: Scenario): Promise<Sight | null> {
  if (scenario.evidence === null) return null;
  const { training, axes } = trainingAt(scenario, 'broken', scenario.evidence.at);
  const { losses, firstBadStep, site } = await runEagerly(training, axes, {
    steps: scenario.steps,
  });
  return {
    losses: [...losses],
    firstBadStep: firstBadStep < 0 ? null : firstBadStep,
    site: firstBadStep < 0 ? null : site,
  };
}
