/** Whole training steps, compiled, against the same in plain tfjs on the backend `cpu`. */
import { runEagerly } from '@brink/sweep';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { cataloguePrograms, pointsOf, ready } from '../test-support/catalogue-programs.js';

const steps = 50;
beforeAll(async () => {
  await tf.setBackend('cpu');
});

/**
 * How far two losses may be apart: each step rounds otherwise (tfjs computes exp and tanh in double
 * precision, and sums in another order). Where the training is chaotic the difference grows by
 * itself, so the compiled cell is also run from points a little beside, and what those differ by is
 * allowed tenfold.
 */
const tolerance = 5e-3;
const nudge = 1e-6;

describe.each(cataloguePrograms)('$title, compiled', (entry) => {
  it('trains as in plain tfjs for 50 steps, or fails at the same step and site', async () => {
    const { program, axes, training } = await ready(entry, steps);
    const run = (point: Record<string, number>, factor: number) =>
      program.run([axes.map((name) => point[name]! * factor)])[0]!;
    for (const point of pointsOf(entry, 4)) {
      const compiled = run(point, 1);
      const nudged = [run(point, 1 + nudge), run(point, 1 - nudge)];
      const eager = await runEagerly(training, point, { steps });
      const where = `${entry.title} at ${JSON.stringify(point)}`;

      const lengths = nudged.map(({ losses }) => Math.abs(losses.length - compiled.losses.length));
      expect(Math.abs(compiled.losses.length - eager.losses.length), where).toBeLessThanOrEqual(
        1 + 10 * Math.max(...lengths),
      );
      if (compiled.firstBadStep === eager.firstBadStep)
        expect(compiled.site, where).toBe(eager.site);

      const shared = Math.min(compiled.losses.length, eager.losses.length);
      let spread = 0;
      for (let step = 0; step < shared; step += 1) {
        const [a, b] = [compiled.losses[step]!, eager.losses[step]!];
        for (const { losses } of nudged)
          spread = Math.max(spread, Math.abs((losses[step] ?? NaN) - a) || 0);
        if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
        const scale = Math.max(Math.abs(b), 1e-6 * Math.abs(eager.losses[0]!), 1e-30);
        expect(Math.abs(a - b), `${where}, step ${step}: ${a} and ${b}`).toBeLessThan(
          tolerance * scale * (1 + step / 10) + 10 * spread,
        );
      }
    }
  });
});
