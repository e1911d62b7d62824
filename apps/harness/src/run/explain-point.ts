/** One cell, trained in plain tfjs and told step by step. */
import { createTraining } from '@brink/scenarios';
import {
  cellAt,
  numericAxes,
  recordOf,
  runEagerly,
  type Cell,
  type CellRecord,
} from '@brink/sweep';
import { limitTensorflowThreads } from '../backends/tensorflow.js';
import { useBackend } from '../backends/use-backend.js';
import { planPoint, type Point } from './plan-point.js';

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
  const { scenario, spec, plan } = await planPoint(point);
  const cell = cellAt(plan, 0);
  const { steps } = plan;
  const { structural } = plan.programs[0]!;
  if (spec.backend === 'tensorflow') limitTensorflowThreads();
  await useBackend(spec.backend);
  const training = createTraining(scenario, cell.variant, { structural, seed: cell.seed });
  const from = performance.now();
  const history = await runEagerly(training, numericAxes(plan.axes, cell), { steps });
  const milliseconds = performance.now() - from;
  const record = recordOf(cell, history, { steps, milliseconds });
  return { title: scenario.title, cell, steps, record, losses: [...history.losses] };
}
