/** One cell, trained in plain tfjs and told step by step. */
import {
  blame,
  findingText,
  reportText,
  type BlameReport,
  type TrainingFinding,
} from '@brink/detectors';
import { createTraining } from '@brink/scenarios';
import {
  cellAt,
  lookAtStep,
  numericAxes,
  recordOf,
  type Cell,
  type CellRecord,
  summaryOf,
} from '@brink/sweep';
import { limitTensorflowThreads } from '../backends/tensorflow.js';
import { useBackend } from '../backends/use-backend.js';
import { planPoint, type Point } from './plan-point.js';
import { trainUnderRules } from './train-under-rules.js';

export interface Story {
  readonly title: string;
  readonly cell: Cell;
  /** The steps that were planned. */
  readonly steps: number;
  readonly record: CellRecord;
  /** The loss before each update. */
  readonly losses: readonly number[];
  /** Which operation made the first value that is not finite, and why; null where all were finite. */
  readonly blame: BlameReport | null;
  /** The same as a person reads it. */
  readonly blameText: string | null;
  /** What the training rules found, in the order of the steps. */
  readonly findings: readonly TrainingFinding[];
  /** The same as a person reads it, one text each. */
  readonly findingTexts: readonly string[];
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
  const axes = numericAxes(plan.axes, cell);
  const { findings, history } = await trainUnderRules({ training, axes }, { steps, every: 1 });
  const milliseconds = performance.now() - from;
  const record = recordOf(cell, summaryOf(history, steps), milliseconds);
  const { firstBadStep } = record;
  const report =
    firstBadStep === null
      ? null
      : await lookAtStep(training, axes, firstBadStep, async (step) => placed(await blame(step)));
  return {
    title: scenario.title,
    cell,
    steps,
    record,
    losses: [...history.losses],
    blame: report,
    blameText: report === null ? null : reportText(report),
    findings,
    findingTexts: findings.map(findingText),
  };
}

/** Our results are named like the sites of a cell already. */
const placed = (report: BlameReport): BlameReport => ({
  ...report,
  badResults: report.badResults.map((bad) => ({ ...bad, site: bad.site.replace('result:', '') })),
});
