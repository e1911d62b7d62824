/** Decides how the cells of a sweep are run, and proves that it works before a run is made. */
import type { RunEngine, SweepPlan, SweepSpec } from '@brink/sweep';
import { limitTensorflowThreads, loadTensorflow } from '../backends/tensorflow.js';
import { useBackend } from '../backends/use-backend.js';
import { UsageError } from '../errors.js';
import type { CellEngine } from '../pool/messages.js';

export interface ChosenEngine {
  /** As `run.json` keeps it. */
  readonly engine: RunEngine;
  /** What a worker needs to run the cells of a program of the plan. */
  readonly engineOf: (program: number) => CellEngine;
  /** The version of native TensorFlow, where cells run on it. */
  readonly tensorflow: string | null;
}

/** @throws UsageError or UnavailableError where it cannot be had */
export async function chooseEngine(
  spec: SweepSpec,
  plan: Pick<SweepPlan, 'precision'>,
): Promise<ChosenEngine> {
  if (spec.engine === 'wasm')
    throw new UsageError('the engine wasm is not in this version; use --engine eager');
  return eagerEngine(spec, plan, null);
}

async function eagerEngine(
  spec: SweepSpec,
  plan: Pick<SweepPlan, 'precision'>,
  fallback: string | null,
): Promise<ChosenEngine> {
  const { backend } = spec;
  if (plan.precision === 'float64')
    throw new UsageError(
      `float64 needs a compiled engine, tfjs has float32 alone${fallback === null ? '' : ` (${fallback})`}; use --precision float32`,
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
