/** One cell, trained in plain tfjs and told step by step. */
import { createTraining } from '@brink/scenarios';
import {
  cellAt,
  numericAxes,
  parseSpec,
  planSweep,
  recordOf,
  runEagerly,
  type Cell,
  type CellRecord,
} from '@brink/sweep';
import { limitTensorflowThreads } from '../backends/tensorflow.js';
import { useBackend } from '../backends/use-backend.js';
import { UsageError } from '../errors.js';
import { absoluteReference, loadScenario } from '../scenario/load-scenario.js';

export interface Point {
  readonly scenario: string;
  /** `NAME=VALUE`; axes that are not named stand at their defaults. */
  readonly axis: readonly string[];
  readonly variant: string;
  readonly steps: number | undefined;
  readonly seed: number | undefined;
  readonly backend: string | undefined;
}

export interface Story {
  readonly title: string;
  readonly cell: Cell;
  /** The steps that were planned. */
  readonly steps: number;
  readonly record: CellRecord;
  /** The loss before each update. */
  readonly losses: readonly number[];
}

/** @throws UsageError where an axis has more than one value */
export async function explainPoint(point: Point): Promise<Story> {
  const scenario = await loadScenario(absoluteReference(point.scenario));
  const named = new Set(point.axis.map((text) => text.split('=')[0]?.trim()));
  const defaults = Object.entries(scenario.axes)
    .filter(([name]) => !named.has(name))
    .map(([name, axis]) => `${name}=${axis.default}`);
  const spec = parseSpec({ ...point, axis: [...point.axis, ...defaults], engine: 'eager' });
  const plan = planSweep(spec, scenario, { tileCells: 1 });
  if (plan.cellCount !== 1)
    throw new UsageError(
      `explain: one cell has one variant and one value for each axis, got ${plan.cellCount} cells; ` +
        'write --variant NAME and --axis NAME=VALUE',
    );
  const cell = cellAt(plan, 0);
  const { structural } = plan.programs[0]!;
  if (spec.backend === 'tensorflow') limitTensorflowThreads();
  await useBackend(spec.backend);
  const training = createTraining(scenario, cell.variant, { structural, seed: cell.seed });
  const from = performance.now();
  const history = await runEagerly(training, numericAxes(plan.axes, cell), { steps: plan.steps });
  const milliseconds = performance.now() - from;
  return {
    title: scenario.title,
    cell,
    steps: plan.steps,
    record: recordOf(cell, history, { steps: plan.steps, milliseconds }),
    losses: [...history.losses],
  };
}
