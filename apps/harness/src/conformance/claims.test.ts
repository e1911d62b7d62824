/** Each claim on the compiled engine: the verdict that it states is the one that its runs come to. */
import { claims } from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { measureClaim } from '../claims/measure-claim.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it.each(claims.map((claim) => [claim.name, claim] as const))(
  '%s comes to the verdict that it states',
  async (_, claim) => {
    const { verdict, figures } = await measureClaim(claim);
    expect({ verdict, figures }).toEqual({ verdict: claim.verdict, figures });
    // A cure of nothing would show nothing.
    for (const { label, runs } of figures) expect(runs, label).toBeGreaterThan(0);
  },
);

it('is in the page of the docs with each sentence and its verdict', () => {
  const page = readFileSync(new URL('../../../../docs/claims.md', import.meta.url), 'utf8');
  const rows = page.replace(/ +/g, ' ');
  for (const { sentence, verdict } of claims)
    expect(rows, 'run npm run claims').toContain(`| ${sentence} | ${verdict} |`);
});
