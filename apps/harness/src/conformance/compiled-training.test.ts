/**
 * Every program of the catalogue, compiled once: whole training steps against the same in plain tfjs
 * on the backend `cpu`, and the promise that a cell's bits depend on nothing but the cell.
 */
import { runEagerly, summaryOf } from '@brink/sweep';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useBackend } from '../backends/use-backend.js';
import {
  cataloguePrograms,
  pointsOf,
  ready,
  type Ready,
} from '../test-support/catalogue-programs.js';

/** Enough for an optimizer's state to matter, few enough for plain tfjs to run all programs in a minute. */
const steps = 25;

/**
 * `wasm` sums in single precision as compiled code does; `cpu` in double, so that where a loss nears
 * the end of the range there it may overflow some steps later.
 */
const references = [
  { backend: 'cpu', steps },
  { backend: 'wasm', steps: 50 },
] as const;

beforeEach(() => useBackend('cpu'));

/**
 * How far two losses may be apart: each step rounds otherwise (tfjs computes exp and tanh in double
 * precision, and sums in another order). Where the training is chaotic the difference grows by
 * itself, so the compiled cell is also run from points a little beside, and what those differ by is
 * allowed tenfold.
 */
const tolerance = 5e-3;
const nudge = 1e-6;

describe.each(cataloguePrograms)('$title, compiled', (entry) => {
  let made: Ready;
  beforeAll(async () => {
    await useBackend('cpu');
    made = await ready(entry, steps);
  });

  it.each(references)(
    'trains as in plain tfjs on $backend for $steps steps, or fails at the same step and site',
    async ({ backend, steps }) => {
      await useBackend(backend);
      const { program, axes, training } = backend === 'cpu' ? made : await ready(entry, steps);
      for (const point of pointsOf(entry, 3)) {
        const nudgedBy = (factor: number) => axes.map((name) => point[name]! * factor);
        const summaries = program.run([1, 1 + nudge, 1 - nudge].map(nudgedBy));
        const [compiled, ...nudged] = summaries.map((summary, lane) => ({
          ...summary,
          losses: program.losses(lane),
        }));
        const eager = await runEagerly(training, point, { steps });
        const where = `${entry.title} at ${JSON.stringify(point)}`;

        const lengths = nudged.map(({ losses }) =>
          Math.abs(losses.length - compiled!.losses.length),
        );
        expect(Math.abs(compiled!.losses.length - eager.losses.length), where).toBeLessThanOrEqual(
          1 + 10 * Math.max(...lengths),
        );
        if (compiled!.firstBadStep === eager.firstBadStep)
          expect(compiled!.site, where).toBe(eager.site);

        const shared = Math.min(compiled!.losses.length, eager.losses.length);
        let spread = 0;
        for (let step = 0; step < shared; step += 1) {
          const [a, b] = [compiled!.losses[step]!, eager.losses[step]!];
          for (const { losses } of nudged)
            spread = Math.max(spread, Math.abs((losses[step] ?? NaN) - a) || 0);
          if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
          const scale = Math.max(Math.abs(b), 1e-6 * Math.abs(eager.losses[0]!), 1e-30);
          expect(Math.abs(a - b), `${where}, step ${step}: ${a} and ${b}`).toBeLessThan(
            tolerance * scale * (1 + step / 10) + 10 * spread,
          );
        }
      }
    },
  );

  it('sums its losses up as is done for plain tfjs, to the same bits', () => {
    const { program, axes } = made;
    const cells = pointsOf(entry, program.lanes);
    const summaries = program.run(cells.map((point) => axes.map((name) => point[name]!)));
    summaries.forEach((summary, lane) => {
      const { firstBadStep, site, badIsNaN } = summary;
      const history = { losses: program.losses(lane), firstBadStep, site, badIsNaN };
      expect(summary).toEqual(summaryOf(history, steps));
    });
  });

  it('gives a cell the same bits in any lane, beside any neighbours', async () => {
    const { precision } = entry.scenario;
    const { program, axes } = precision === 'float32' ? made : await ready(entry, steps, precision);
    const cells = pointsOf(entry, 4).map((point) => axes.map((name) => point[name]!));
    // A neighbour of nothing but NaN from the start.
    const poison = axes.map(() => NaN);
    for (const cell of cells) {
      const [alone] = program.run([cell]);
      const losses = bytesOf(program.losses(0));
      for (let lane = 0; lane < program.lanes; lane += 1) {
        const beside = Array.from({ length: program.lanes }, (_, i) =>
          i === lane ? cell : i % 2 === 0 ? poison : cells[(lane + i) % cells.length]!,
        );
        const found = program.run(beside)[lane]!;
        expect(bytesOf(program.losses(lane))).toBe(losses);
        expect(found).toEqual(alone);
      }
    }
  });
});

const bytesOf = (values: Float64Array): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
