import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { embedRun } from './embedded-run.js';
import { packCells, unpackCells } from './packed-cells.js';
import { inventRun, logAxis } from './test-support/invented-run.js';

const run = inventRun({
  axes: [logAxis('lr', 1e-3, 1e3, 9), logAxis('initScale', 0.01, 100, 7)],
  interruptedAt: 101,
});

const plain = (cells: typeof run.cells) =>
  Object.fromEntries(Object.entries(cells).map(([name, column]) => [name, Array.from(column)]));

describe('packed cells', () => {
  it('come back as they were: NaN, infinities, cells that were not run', () => {
    const back = plain(unpackCells(packCells(run.cells)));
    expect(back).toEqual(plain(run.cells));
    expect(back['outcome']).toContain(null);
    expect(back['finalLoss']).toContain(Infinity);
  });

  it('come back from the text that the page holds', () => {
    const { texts, cells } = embedRun(run);
    const read = JSON.parse(JSON.stringify(texts)) as typeof texts;
    const bytes = new Uint8Array(gunzipSync(Buffer.from(cells, 'base64')));
    expect(plain(unpackCells({ ...read.cells, bytes }))).toEqual(plain(run.cells));
    expect(read.scenario).toEqual(run.scenario);
  });
});
