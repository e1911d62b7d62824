/** Opens a run that is not finished, plans it as it was planned, and runs what is missing. */
import { openRun, planSweep, type RunInfo, type SweepPlan } from '@brink/sweep';
import { chooseEngine } from '../engine/choose-engine.js';
import { UsageError } from '../errors.js';
import type { ExitCode } from '../exit-codes.js';
import { loadScenario } from '../scenario/load-scenario.js';
import { listenForInterruption } from './interruption.js';
import { runToEnd } from './run-to-end.js';

export interface Sitting {
  /** null: as in the first sitting. */
  readonly threads: number | null;
  readonly json: boolean;
}

/** @throws UsageError where the scenario is no longer the one that the run began with */
export async function resumeSweep(
  directory: string,
  { threads, json }: Sitting,
): Promise<ExitCode> {
  if (threads !== null && !(Number.isInteger(threads) && threads >= 1))
    throw new UsageError(`resume: threads must be a whole number from 1 up, got ${threads}`);
  const store = await openRun(directory, { mode: 'write' });
  try {
    const { info } = store;
    const spec = {
      ...info.spec,
      // Not `auto` again: every cell of a run comes from one engine.
      engine: info.engine.name,
      threads: threads ?? info.spec.threads,
    };
    const scenario = await loadScenario(spec.scenario);
    const plan = planSweep(spec, scenario, { tileCells: info.tileCells });
    checkSamePlan(directory, info, plan);
    const chosen = await chooseEngine(spec, scenario, plan);
    const interruption = listenForInterruption();
    return await runToEnd({ store, plan, spec, chosen, json, interruption });
  } finally {
    await store.close();
  }
}

function checkSamePlan(directory: string, info: RunInfo, plan: SweepPlan): void {
  const facts = ({ axes, steps, seed, precision }: RunInfo | SweepPlan) =>
    JSON.stringify([axes.map(({ name, values }) => [name, values]), steps, seed, precision]);
  const variants = JSON.stringify(info.variants.map(({ name }) => name));
  if (facts(info) !== facts(plan) || variants !== JSON.stringify(plan.variants))
    throw new UsageError(
      `${directory}: the scenario '${info.scenario.name}' has changed since the run began; ` +
        'sweep it anew, or bring the old scenario back',
    );
}
