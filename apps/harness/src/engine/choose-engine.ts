/** Decides how the cells of a sweep are run, and proves that it works before a run is made. */
import type { Scenario } from '@brink/scenarios';
import {
  compilePrograms,
  type CompiledPlan,
  type RunEngine,
  type SweepPlan,
  type SweepSpec,
} from '@brink/sweep';
import { limitTensorflowThreads, loadTensorflow } from '../backends/tensorflow.js';
import { useBackend } from '../backends/use-backend.js';
import { exitCodeOf, UsageError } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import { describeThrown } from '../pool/describe-thrown.js';
import type { CellEngine } from '../pool/messages.js';

export interface ChosenEngine {
  /** As `run.json` keeps it. */
  readonly engine: RunEngine;
  /** What a worker needs to run the cells of a program of the plan. */
  readonly engineOf: (program: number) => CellEngine;
  /** The version of native TensorFlow, where cells run on it. */
  readonly tensorflow: string | null;
}

/**
 * `auto` compiles, and falls back to `eager` where the scenario cannot be; a backend other than
 * `cpu` is asked for only by who wants `eager`.
 *
 * @throws UsageError or UnavailableError where it cannot be had
 */
export async function chooseEngine(
  spec: SweepSpec,
  scenario: Scenario,
  plan: SweepPlan,
): Promise<ChosenEngine> {
  const eager = spec.engine === 'eager' || (spec.engine === 'auto' && spec.backend !== 'cpu');
  if (eager) return eagerEngine(spec, plan, null);
  // The setup is called to count samples; what it draws lives on the plainest backend.
  await useBackend('cpu');
  const { programs, fallback } = await compiledPlan(scenario, plan);
  if (programs === null) {
    if (spec.engine === 'auto') return eagerEngine(spec, plan, fallback);
    throw new UsageError(`engine wasm: ${fallback}, or use --engine eager`);
  }
  return {
    engine: { name: 'wasm', backend: null, fallback: null },
    engineOf: (program) => ({ name: 'wasm', program, compiled: programs[program]! }),
    tensorflow: null,
  };
}

/** @throws UsageError where the scenario's own code throws, with its line */
async function compiledPlan(scenario: Scenario, plan: SweepPlan): Promise<CompiledPlan> {
  try {
    return await compilePrograms(scenario, plan);
  } catch (error) {
    if (exitCodeOf(error) === exitCodes.usage) throw error;
    throw new UsageError(`scenario ${scenario.name}: ${describeThrown(error)}`);
  }
}

async function eagerEngine(
  spec: SweepSpec,
  { precision }: SweepPlan,
  fallback: string | null,
): Promise<ChosenEngine> {
  const { backend } = spec;
  if (precision === 'float64')
    throw new UsageError(
      'precision float64 needs the engine wasm, tfjs has float32 alone' +
        (fallback === null ? '; leave --engine and --backend out' : `; ${fallback}`),
    );
  // Before its library is loaded: it reads the environment once.
  if (backend === 'tensorflow') limitTensorflowThreads();
  await useBackend(backend);
  return {
    engine: { name: 'eager', backend, fallback },
    engineOf: () => ({ name: 'eager', backend }),
    tensorflow: backend === 'tensorflow' ? (await loadTensorflow()).version : null,
  };
}
