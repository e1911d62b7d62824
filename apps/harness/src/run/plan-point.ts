/** The plan of one single cell: what `explain` trains and `compile` compiles. */
import type { Scenario } from '@brink/scenarios';
import { parseSpec, planSweep, type SweepPlan, type SweepSpec } from '@brink/sweep';
import { UsageError } from '../errors.js';
import { absoluteReference, loadScenario } from '../scenario/load-scenario.js';

/** Options of the command line; undefined where they were not given. */
export interface Point {
  readonly scenario: string;
  /** `NAME=VALUE`; axes that are not named stand at their defaults. */
  readonly axis: readonly string[];
  readonly variant: string;
  readonly steps: number | undefined;
  readonly seed: number | undefined;
  readonly backend?: string | undefined;
  readonly precision?: string | undefined;
}

export interface PlannedPoint {
  readonly scenario: Scenario;
  readonly spec: SweepSpec;
  /** Of one cell and one program. */
  readonly plan: SweepPlan;
}

/** @throws UsageError where an axis has more than one value */
export async function planPoint(point: Point): Promise<PlannedPoint> {
  const scenario = await loadScenario(absoluteReference(point.scenario));
  const named = new Set(point.axis.map((text) => text.split('=')[0]?.trim()));
  const defaults = Object.entries(scenario.axes)
    .filter(([name]) => !named.has(name))
    .map(([name, axis]) => `${name}=${axis.default}`);
  const spec = parseSpec({ ...point, axis: [...point.axis, ...defaults] });
  const plan = planSweep(spec, scenario, { tileCells: 1 });
  if (plan.cellCount !== 1)
    throw new UsageError(
      `one cell has one variant and one value for each axis, got ${plan.cellCount} cells; ` +
        'write --variant NAME and --axis NAME=VALUE',
    );
  return { scenario, spec, plan };
}
