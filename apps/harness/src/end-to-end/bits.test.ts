/**
 * The promise that a cell's bits depend on nothing but the cell, over the whole catalogue: what is
 * exported of a sweep is the same bytes however it was cut into tiles, on one thread and on two, and
 * after it was stopped and gone on with. (Lanes and neighbours: conformance/compiled-training.test.ts.)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue, type Scenario } from '@brink/scenarios';
import {
  createRun,
  exportText,
  openRun,
  parseSpec,
  planSweep,
  type RunStore,
  type SweepSpec,
} from '@brink/sweep';
import { Piscina } from 'piscina';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseEngine, type ChosenEngine } from '../engine/choose-engine.js';
import { execute } from '../run/execute.js';
import { runInfo } from '../run/start-sweep.js';

/** One pool for each number of threads, kept for all scenarios: a worker takes most of a second to start. */
const pools = vi.hoisted(() => new Map<number, { readonly end: () => Promise<void> }>());
vi.mock('../pool/create-pool.js', () => ({
  createPool: (threads: number) => {
    const known = pools.get(threads);
    if (known !== undefined) return known;
    const pool = new Piscina({
      // The built one: threads cannot load TypeScript.
      filename: fileURLToPath(new URL('../../dist/workers/cell.worker.js', import.meta.url)),
      minThreads: threads,
      maxThreads: threads,
      atomics: 'disabled',
    });
    const end = pool.destroy.bind(pool);
    const kept = Object.assign(pool, { end, destroy: () => Promise.resolve() });
    pools.set(threads, kept);
    return kept;
  },
}));

const steps = 6;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-bits-'));
});
afterAll(async () => {
  await Promise.all([...pools.values()].map(({ end }) => end()));
  rmSync(folder, { recursive: true });
});

/** A worker keeps the last program by its number: each of the whole catalogue has its own. */
let programsBefore = 0;

/** Four points along each numeric axis that a sweep of the scenario takes, at least two axes in all. */
function specOf(scenario: Scenario): SweepSpec {
  const least = Object.entries(scenario.axes).flatMap(([name, axis]) =>
    axis.kind === 'integer' ? [`${name}=${axis.values[0]}`] : [],
  );
  const swept = scenario.sweptByDefault
    .filter((name) => scenario.axes[name]?.kind === 'numeric')
    .map((name) => {
      const axis = scenario.axes[name]!;
      return axis.kind === 'numeric' ? `${name}=${axis.low}:${axis.high}:${axis.scale}` : name;
    });
  return parseSpec({
    scenario: scenario.name,
    axis: [...swept, ...least],
    variant: 'all',
    grid: 4,
    steps,
    seed: 7,
  });
}

interface Manner {
  readonly tileCells: number;
  readonly threads: number;
  /** Stopped after so many tiles, and gone on with. */
  readonly stopAfter?: number;
}

async function exportedBy(
  scenario: Scenario,
  spec: SweepSpec,
  chosen: ChosenEngine,
  { tileCells, threads, stopAfter }: Manner,
): Promise<string> {
  const plan = planSweep(spec, scenario, { tileCells });
  const directory = join(folder, `${scenario.name}-${tileCells}-${threads}`);
  const sitting = async (store: RunStore, stop: number) => {
    const stopping = new AbortController();
    let tiles = 0;
    const progress = {
      stored: () => {
        if (++tiles === stop) stopping.abort(new Error('stopped'));
      },
      stop: () => undefined,
    };
    const engineOf = (program: number) => {
      const engine = chosen.engineOf(program);
      return engine.name === 'wasm' ? { ...engine, program: programsBefore + program } : engine;
    };
    const { signal } = stopping;
    await execute({ plan, spec: { ...spec, threads }, store, engineOf, progress, signal });
  };
  let store = await createRun(directory, runInfo(spec, scenario, plan, chosen));
  if (stopAfter !== undefined) {
    await expect(sitting(store, stopAfter)).rejects.toThrow('stopped');
    expect(store.finishedTiles().size).toBeLessThan(plan.tiles.length);
    await store.close();
    store = await openRun(directory, { mode: 'write' });
  }
  await sitting(store, Infinity);
  const text = [...(await exportText(store, 'csv'))].join('');
  await store.close();
  return text;
}

describe('what is exported of a sweep', () => {
  it.each(catalogue.map((scenario) => [scenario.name, scenario] as const))(
    'of %s is the same bytes in any tiles, on one thread or two, after a stop',
    async (_, scenario) => {
      const spec = specOf(scenario);
      const plan = planSweep(spec, scenario, { tileCells: 1 });
      const chosen = await chooseEngine(spec, scenario, plan);
      expect(chosen.engine.name).toBe('wasm');
      const whole = await exportedBy(scenario, spec, chosen, { tileCells: 512, threads: 1 });
      expect(whole.split('\n')).toHaveLength(1 + plan.cellCount + 1);
      const manner = { tileCells: 3, threads: 2, stopAfter: 2 };
      expect(await exportedBy(scenario, spec, chosen, manner)).toBe(whole);
      programsBefore += plan.programs.length;
    },
  );
});
