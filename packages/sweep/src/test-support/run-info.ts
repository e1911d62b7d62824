/** Runs for the tests of the store: a small plan, its description, and records that are told apart. */
import type { CellRecord, Outcome } from '../cell.js';
import { planSweep } from '../plan/plan-sweep.js';
import type { SweepPlan } from '../plan/plan.js';
import { commandOf } from '../spec/command.js';
import { parseSpec } from '../spec/parse-spec.js';
import { runFormat, type RunInfo } from '../store/run-info.js';
import { leastSquares } from './least-squares.js';

export function smallRun(options: object = {}): { plan: SweepPlan; info: RunInfo } {
  const spec = parseSpec({
    scenario: 'least-squares',
    axis: ['lr=1e-2:1e2:log', 'features=2,3'],
    grid: 5,
    variant: 'broken,clipped',
    seed: 4,
    ...options,
  });
  const plan = planSweep(spec, leastSquares, { tileCells: 3 });
  const { name, title, cause, explanation, references } = leastSquares;
  return {
    plan,
    info: {
      format: runFormat,
      created: '2026-01-02T03:04:05.678Z',
      spec,
      scenario: { name, title, cause, explanation, references },
      variants: plan.variants.map((variant) => ({
        name: variant,
        description: leastSquares.variants[variant]!.description,
      })),
      axes: plan.axes,
      seed: plan.seed,
      steps: plan.steps,
      precision: plan.precision,
      tileCells: plan.tileCells,
      engine: { name: 'eager', backend: 'cpu', fallback: null },
      versions: { brink: '0.1.0' },
      machine: { cpu: 'a cpu', cores: 2, memoryBytes: 2 ** 33, platform: 'linux x64' },
      command: commandOf(spec),
    },
  };
}

const kinds: readonly Outcome[] = ['converged', 'nan', 'inf', 'failed', 'stalled', 'diverged'];

/** A record that depends on the cell alone, with every odd value somewhere. */
export function recordAt(cell: number): CellRecord {
  const outcome = kinds[cell % kinds.length]!;
  const bad = outcome === 'nan' || outcome === 'inf';
  return {
    cell,
    outcome,
    firstBadStep: bad ? cell : null,
    site: bad ? 'gradient:w' : null,
    initialLoss: 0.1 * cell,
    finalLoss: outcome === 'nan' ? NaN : outcome === 'inf' ? -Infinity : 1 / (cell + 1),
    leastLoss: cell === 0 ? -0 : 1e-300 * cell,
    measure: -cell / 3,
    steps: cell,
    milliseconds: Math.PI * cell,
    evaluated: cell % 2 === 0,
    error: outcome === 'failed' ? `it "threw", at ${cell}\n` : null,
  };
}
