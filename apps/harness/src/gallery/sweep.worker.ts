/** The worker of the gallery: sweeps one scenario of the catalogue, and sends back what its pages show. */
import { findScenario } from '@brink/scenarios';
import type { Outcome, PlannedAxis, SweepPlan } from '@brink/sweep';
import { useBackend } from '../backends/use-backend.js';
import { sweepHere } from '../run/sweep-here.js';

export interface SweepTask {
  readonly name: string;
  readonly grid: number;
}

export interface SweepResult extends Pick<SweepPlan, 'variants' | 'seed' | 'steps'> {
  /** Swept or not. */
  readonly axes: readonly PlannedAxis[];
  /** Variants outermost, the last axis fastest. */
  readonly outcomes: readonly Outcome[];
  readonly seconds: number;
}

/** Piscina's entry. */
export default async function sweepByName({ name, grid }: SweepTask): Promise<SweepResult> {
  const from = performance.now();
  await useBackend('cpu');
  const { plan, records } = await sweepHere(findScenario(name)!, { grid, variant: 'all' });
  const { variants, axes, seed, steps } = plan;
  const outcomes = records.map(({ outcome }) => outcome);
  return { variants, axes, seed, steps, outcomes, seconds: (performance.now() - from) / 1000 };
}
