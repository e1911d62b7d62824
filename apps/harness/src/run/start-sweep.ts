/** Plans a sweep, makes its directory, and runs it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '@brink/scenarios';
import {
  commandOf,
  createRun,
  planSweep,
  runFormat,
  tileCellsFor,
  type RunInfo,
  type SweepPlan,
  type SweepSpec,
} from '@brink/sweep';
import { chooseEngine, type ChosenEngine } from '../engine/choose-engine.js';
import type { ExitCode } from '../exit-codes.js';
import { absoluteReference, loadScenario } from '../scenario/load-scenario.js';
import { printNote } from '../terminal.js';
import { machineFacts, versionFacts } from './facts.js';
import { listenForInterruption } from './interruption.js';
import { runToEnd } from './run-to-end.js';

export interface Output {
  /** undefined: a new directory in `runs/`. */
  readonly out: string | undefined;
  readonly json: boolean;
}

export async function startSweep(asked: SweepSpec, { out, json }: Output): Promise<ExitCode> {
  // Absolute, so that a resume from another directory finds the file.
  const spec = { ...asked, scenario: absoluteReference(asked.scenario) };
  const scenario = await loadScenario(spec.scenario);
  const draft = planSweep(spec, scenario, { tileCells: 1 });
  const chosen = await chooseEngine(spec, scenario, draft);
  if (chosen.engine.fallback !== null) printNote(`engine eager: ${chosen.engine.fallback}`);
  const tileCells = tileCellsFor(chosen.engine.name, draft.cellCount);
  const plan = planSweep(spec, scenario, { tileCells });
  const directory = out ?? newDirectory(scenario.name);
  // From before the directory is there: whoever stops a sweep that made one is told how it goes on.
  const interruption = listenForInterruption();
  try {
    const store = await createRun(directory, runInfo(spec, scenario, plan, chosen));
    try {
      return await runToEnd({ store, plan, spec, chosen, json, interruption });
    } finally {
      await store.close();
    }
  } finally {
    interruption.release();
  }
}

/** `runs/NAME-20260131-235959`, with a number after it where that is taken. */
function newDirectory(name: string): string {
  const time = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const first = join('runs', `${name.replace(/[^\w.-]+/g, '-')}-${time}`);
  for (let number = 2, path = first; ; path = `${first}-${number++}`)
    if (!existsSync(path)) return path;
}

/** What `run.json` keeps of a sweep. */
export function runInfo(
  spec: SweepSpec,
  scenario: Scenario,
  plan: SweepPlan,
  chosen: ChosenEngine,
): RunInfo {
  const { name, title, cause, explanation, references } = scenario;
  return {
    format: runFormat,
    created: new Date().toISOString(),
    spec,
    scenario: { name, title, cause, explanation, references },
    variants: plan.variants.map((variant) => ({
      name: variant,
      description: scenario.variants[variant]?.description ?? '',
    })),
    axes: plan.axes,
    seed: plan.seed,
    steps: plan.steps,
    precision: plan.precision,
    tileCells: plan.tileCells,
    engine: chosen.engine,
    versions: versionFacts(chosen.tensorflow),
    machine: machineFacts(),
    command: commandOf(spec),
  };
}
