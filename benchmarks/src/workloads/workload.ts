/** What is measured: many training runs of one scenario, as a sweep has them. */
import { findScenario, type Scenario } from '@brink/scenarios';

export interface Workload {
  /** The word after `npm run bench`, and the name that the peers' programs know it by. */
  readonly name: 'dense' | 'rnn' | 'lstm' | 'products';
  readonly title: string;
  readonly scenario: Scenario;
  readonly variant: string;
  readonly structural: Readonly<Record<string, number | string>>;
  /** Bounds of the axes that vary, log-spaced: chosen so that no cell dies, and nobody stops early. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  readonly steps: number;
  /** Floating-point operations in the products of one step of one cell, where they were counted. */
  readonly productFlops: number | null;
}

/** The axis values of cell `index`: a low-discrepancy walk through the ranges, so that any count of cells covers them. */
export function pointOf({ ranges }: Workload, index: number): Record<string, number> {
  // The plastic number's powers: the R2 sequence of Roberts (2018).
  const rates = [0.7548776662466927, 0.5698402909980532];
  return Object.fromEntries(
    Object.entries(ranges).map(([name, [low, high]], axis) => {
      const at = (0.5 + (index + 1) * (rates[axis % rates.length] ?? 0.5)) % 1;
      return [name, low * (high / low) ** at];
    }),
  );
}

/** A scenario of the catalogue. @throws Error where there is none of that name */
export function catalogued(name: string): Scenario {
  const scenario = findScenario(name);
  if (scenario === null) throw new Error(`benchmarks: the catalogue has no scenario '${name}'`);
  return scenario;
}
