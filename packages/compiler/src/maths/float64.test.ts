import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applied } from '../accuracy/apply.js';
import { BOUNDS } from '../accuracy/bounds.js';
import type { MeasuredFunction } from '../accuracy/bounds.js';

type Row = readonly number[];
const golden = JSON.parse(
  readFileSync(new URL('./golden/float64.json', import.meta.url), 'utf8'),
) as Record<MeasuredFunction, readonly Row[]>;

function unit(value: number): number {
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  return 2 ** (Math.max(exponent, -1022) - 52);
}

describe('the maths library in double precision', () => {
  for (const [name, rows] of Object.entries(golden) as [MeasuredFunction, readonly Row[]][])
    it(`${name} is within its bound of values worked out with 1300 bits`, async () => {
      const arity = rows[0]!.length === 4 ? 2 : 1;
      const count = rows.length + (rows.length % 2);
      const { inputs, output, run } = await applied(name, 'float64', count, arity);
      rows.forEach((row, i) => {
        inputs.forEach((input, position) => (input[i] = row[position]!));
      });
      run();
      const errors = rows.map((row, i) => {
        const [nearest, rest] = row.slice(arity) as [number, number];
        return Math.abs(output[i]! - nearest - rest) / unit(nearest);
      });
      const worst = Math.max(...errors);
      expect(worst).toBeLessThanOrEqual(BOUNDS.float64[name]);
    });
});
