/** A cell's bits do not depend on its lane, nor on its neighbours, also where one is NaN. */
import { describe, expect, it } from 'vitest';
import { cataloguePrograms, pointsOf, ready } from '../test-support/catalogue-programs.js';

const steps = 30;

describe.each(cataloguePrograms)('$title, compiled', (entry) => {
  it('gives a cell the same bits in any lane, beside any neighbours', async () => {
    const { program, axes } = await ready(entry, steps);
    const cells = pointsOf(entry, 6).map((point) => axes.map((name) => point[name]!));
    // A neighbour of nothing but NaN from the start.
    const poison = axes.map(() => NaN);
    for (const cell of cells) {
      const [alone] = program.run([cell]);
      for (let lane = 0; lane < program.lanes; lane += 1) {
        const beside = Array.from({ length: program.lanes }, (_, i) =>
          i === lane ? cell : i % 2 === 0 ? poison : cells[(lane + i) % cells.length]!,
        );
        const found = program.run(beside)[lane]!;
        expect(bytesOf(found.losses)).toBe(bytesOf(alone!.losses));
        expect([found.firstBadStep, found.site, found.badIsNaN]).toEqual([
          alone!.firstBadStep,
          alone!.site,
          alone!.badIsNaN,
        ]);
      }
    }
  });
});

const bytesOf = (values: Float64Array): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
