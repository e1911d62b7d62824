import * as tf from '@tensorflow/tfjs';
import { compileTraining, loadProgram } from '@brink/compiler';
import {
  adam,
  createTraining,
  findScenario,
  momentum,
  rmsprop,
  type Scenario,
} from '@brink/scenarios';
import { beforeAll, describe, expect, it } from 'vitest';
import { runEagerly } from '../eager.js';
import { recordOf, summaryOf } from '../outcome.js';
import { cellAt, numericAxes } from '../plan/cells.js';
import { planSweep } from '../plan/plan-sweep.js';
import { parseSpec } from '../spec/parse-spec.js';
import { leastSquares } from '../test-support/least-squares.js';
import { compilePrograms, runCompiled } from './compile-programs.js';
import { traceTraining } from './trace-training.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const planOf = (options: object) =>
  planSweep(parseSpec({ scenario: 's', seed: 3, ...options }), leastSquares, { tileCells: 16 });

describe('a traced training', () => {
  const key = { variant: 'minibatches', structural: { features: 2, form: 'squared' } };
  const options = { seed: 3, steps: 6, precision: 'float32' as const };

  it('has the ports that the compiler names', () => {
    const { graphs, axes, batches } = traceTraining(leastSquares, key, options);
    const names = (ports: readonly { readonly name: string }[]) => ports.map(({ name }) => name);
    expect(axes).toEqual(['lr', 'shift']);
    expect(names(graphs.init.inputs)).toEqual(['axis:lr', 'axis:shift']);
    expect(names(graphs.init.outputs)).toEqual(['param:w', 'param:b', 'data:x', 'data:y']);
    expect(names(graphs.step.inputs)).toEqual([
      'axis:lr',
      'axis:shift',
      'step',
      'param:w',
      'param:b',
      'batch:x',
      'batch:y',
    ]);
    expect(names(graphs.step.outputs)).toEqual([
      'loss',
      'gradient:w',
      'gradient:b',
      'param:w',
      'param:b',
    ]);
    expect(names(graphs.record!.inputs)).toContain('data:x');
    expect(names(graphs.record!.outputs)).toEqual(['loss']);
    const batch = graphs.step.inputs.find(({ name }) => name === 'batch:x')!;
    expect(graphs.step.nodes[batch.node]!.shape).toEqual([3, 2]);
    expect(batches).toMatchObject({ kind: 'minibatch', size: 3 });
    expect((batches as { rows: Int32Array }).rows).toHaveLength(18);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    traceTraining(leastSquares, key, options);
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('a recurrent net unrolled over 200 time steps is less than a megabyte of code', async () => {
  const key = { variant: 'broken', structural: { seqLen: 200 } };
  const options = { seed: 0, steps: 100, precision: 'float32' as const };
  const compiled = await compileTraining(
    traceTraining(findScenario('rnn-long-sequence')!, key, options),
  );
  expect(compiled.codeBytes).toBeLessThan(1e6);
  expect(compiled.codeBytes).toBeGreaterThan(1e4);
});

describe('compiled cells', () => {
  it('end as eager ones do, with the same losses up to rounding, in every program of a plan', async () => {
    const plan = planOf({ axis: ['lr=1e-5:1e3:log', 'features=2,3'], grid: 5 });
    const { programs } = await compilePrograms(leastSquares, plan);
    expect(programs).toHaveLength(plan.programs.length);
    const outcomes = new Set<string>();
    for (const { program: position, cells } of plan.tiles) {
      const compiled = programs![position]!;
      const program = loadProgram(compiled);
      const key = plan.programs[position]!;
      const training = createTraining(leastSquares, key.variant, {
        structural: key.structural,
        seed: plan.seed,
      });
      for (let from = 0; from < cells.length; from += program.lanes) {
        const group = cells.slice(from, from + program.lanes).map((index) => cellAt(plan, index));
        const summaries = runCompiled(program, compiled.axes, group);
        for (const [lane, cell] of group.entries()) {
          const eager = await runEagerly(training, numericAxes(plan.axes, cell), plan);
          const one = recordOf(cell, summaries[lane]!, 0);
          const other = recordOf(cell, summaryOf(eager, plan.steps), 0);
          // tfjs' cpu backend sums in float64, so a sum may overflow a step later there.
          expect(Math.abs((one.firstBadStep ?? -9) - (other.firstBadStep ?? -9))).toBeLessThan(2);
          if (one.firstBadStep === null) expect(one.outcome).toBe(other.outcome);
          outcomes.add(one.outcome);
          program
            .losses(lane)
            .slice(0, 10)
            .forEach((loss, step) => {
              const near = eager.losses[step]!;
              if (Number.isFinite(near) && Number.isFinite(loss))
                expect(Math.abs(loss - near)).toBeLessThanOrEqual(1e-4 * Math.abs(near) + 1e-6);
            });
        }
      }
    }
    for (const outcome of ['converged', 'stalled', 'diverged', 'inf'])
      expect(outcomes).toContain(outcome);
  });

  it.each([
    ['momentum', momentum({ lr: 'lr', momentum: 0.9, nesterov: true })],
    ['adam', adam({ lr: 'lr' })],
    ['rmsprop', rmsprop({ lr: 'lr', momentum: 0.5 })],
  ])('train as eager ones do with %s', async (_, optimizer) => {
    const plan = planOf({ axis: 'lr=1e-3,1e-2,0.1,1', variant: 'broken', steps: 8 });
    const broken = { ...leastSquares.trainings.broken!, optimizer } as never;
    const scenario: Scenario = { ...leastSquares, trainings: { broken } };
    const { programs } = await compilePrograms(scenario, plan);
    const cells = plan.tiles[0]!.cells.map((index) => cellAt(plan, index));
    const program = loadProgram(programs![0]!);
    runCompiled(program, programs![0]!.axes, cells);
    const training = createTraining(scenario, 'broken', { structural: {}, seed: 3 });
    for (const [lane, cell] of cells.entries()) {
      const eager = await runEagerly(training, numericAxes(plan.axes, cell), plan);
      eager.losses.forEach((loss, step) => {
        const near = program.losses(lane)[step]!;
        expect(Math.abs(loss - near)).toBeLessThanOrEqual(1e-4 * Math.abs(loss) + 1e-6);
      });
    }
  });

  it('fall back to eager where the step cannot be traced, and say why in one line', async () => {
    const plan = planOf({ axis: 'lr=1,2', variant: 'broken' });
    const reading: Scenario = {
      ...leastSquares,
      trainings: {
        broken: {
          ...leastSquares.trainings.broken!,
          loss: ({ params }) => tf.scalar(tf.sum(params.w!).dataSync()[0]!),
        },
      },
    };
    const { programs, fallback } = await compilePrograms(reading, plan);
    expect(programs).toBeNull();
    expect(fallback).toMatch(/^trace: .*compiled\.test\.ts:\d+.*; .+$/);
    expect(tf.getBackend()).toBe('cpu');
  });

  it("throw on what the scenario's own code throws", async () => {
    const plan = planOf({ axis: 'lr=1,2', variant: 'broken' });
    const throwing: Scenario = {
      ...leastSquares,
      trainings: {
        broken: {
          ...leastSquares.trainings.broken!,
          setup: () => {
            throw new Error('no such file');
          },
        },
      },
    };
    await expect(compilePrograms(throwing, plan)).rejects.toThrow('no such file');
  });
});
