/** A cell trained in plain tfjs under the training rules of @brink/detectors. */
import { observeTraining, type TrainingFinding } from '@brink/detectors';
import { runEagerly, type History } from '@brink/sweep';
import type { TrainingAt } from '../scenario/training-at.js';

/**
 * Trains under all rules, until a loss, a gradient or a parameter is not finite.
 * @param every at which steps the rules look: each one for 1, since a cell that breaks may have few
 */
export async function trainUnderRules(
  { training, axes }: TrainingAt,
  { steps, every }: { readonly steps: number; readonly every: number },
): Promise<{ readonly history: History; readonly findings: readonly TrainingFinding[] }> {
  const observer = observeTraining({ rules: 'all', every });
  try {
    const history = await runEagerly(training, axes, { steps, observer });
    return { history, findings: observer.findings };
  } finally {
    observer.release();
  }
}
