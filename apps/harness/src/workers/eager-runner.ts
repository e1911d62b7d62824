/** Runs one cell after the other in plain tfjs. */
import { createTraining, numericOf, structuralOf, type TrainingFunctions } from '@brink/scenarios';
import { recordOf, runEagerly, summaryOf, type Cell } from '@brink/sweep';
import type { BackendName } from '../backends/backend.js';
import { useBackend } from '../backends/use-backend.js';
import type { CellTask } from '../pool/messages.js';
import { loadScenario } from '../scenario/load-scenario.js';
import type { Runner } from './runner.js';

export async function eagerRunner(task: CellTask, backend: BackendName): Promise<Runner> {
  await useBackend(backend);
  const scenario = await loadScenario(task.scenario);
  const trainings = new Map<string, TrainingFunctions>();

  /** Cells of one program share their training: its batches are drawn once. */
  const trainingOf = ({ variant, axes, seed }: Cell): TrainingFunctions => {
    const structural = structuralOf(scenario, axes);
    const key = JSON.stringify([variant, structural, seed]);
    const known = trainings.get(key);
    if (known !== undefined) return known;
    const training = createTraining(scenario, variant, { structural, seed });
    trainings.set(key, training);
    return training;
  };

  return {
    atOnce: 1,
    run: async ([cell]) => {
      if (cell === undefined) return [];
      const { steps } = task;
      const from = performance.now();
      const history = await runEagerly(trainingOf(cell), numericOf(scenario, cell.axes), { steps });
      return [recordOf(cell, summaryOf(history, steps), performance.now() - from)];
    },
  };
}
