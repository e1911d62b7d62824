import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BOUNDS } from '../accuracy/bounds.js';
import { UNARY_FUNCTIONS } from '../accuracy/references.js';

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');

test.each([...UNARY_FUNCTIONS, 'erf'] as const)(
  'the largest error of %s that the README tells of is within its bound, and not far below',
  (name) => {
    const found = new RegExp(`^\\| \`${name}\` +\\| \\d+ +\\| ([\\d.]+) `, 'm').exec(readme);
    const worst = Number(found?.[1]);
    expect(worst).toBeLessThanOrEqual(BOUNDS.float32[name]);
    expect(worst).toBeGreaterThan(BOUNDS.float32[name] - 0.5);
  },
);
