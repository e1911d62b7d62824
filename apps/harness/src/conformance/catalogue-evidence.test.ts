/**
 * What each scenario claims, on the compiled engine: that it fails where it says and as it says, and
 * that a cure makes good at least the share of failing cells that it claims. The page
 * docs/gallery.md is the same on a finer grid.
 */
import { catalogue, type Scenario } from '@brink/scenarios';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sweptEvidence } from '../gallery/cured-share.js';
import { sweepHere } from '../run/sweep-here.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Points along each numeric axis: enough to tell a share to about a tenth. */
const grid = 6;

const claiming = catalogue.flatMap((scenario) =>
  scenario.evidence === null ? [] : [{ name: scenario.name, scenario, claim: scenario.evidence }],
);

describe.each(claiming)('$name', ({ scenario, claim }) => {
  it('fails where it says and as it says, and its cures hold there', async () => {
    const variants = ['broken', ...Object.keys(claim.cures)];
    const axis = Object.entries({ ...defaultsOf(scenario), ...claim.at }).map(
      ([name, value]) => `${name}=${value}`,
    );
    const { plan, records } = await sweepHere(scenario, { axis, variant: variants, seed: 1 });
    const [broken, ...cured] = records;
    expect(plan.variants[0]).toBe('broken');
    expect(broken!.outcome).toBe(claim.outcome);
    if (claim.site !== undefined) expect(broken!.site).toBe(claim.site);
    for (const { cell, outcome } of cured)
      expect(claim.bad, plan.variants[cell]).not.toContain(outcome);
  });

  it('fails somewhere on its grid, and each cure makes good the share that it claims', async () => {
    const { plan, records } = await sweepHere(scenario, { grid, variant: 'all', seed: 0 });
    const outcomes = records.map(({ outcome }) => outcome);
    const { bad, cells, cured } = sweptEvidence({ variants: plan.variants, outcomes }, claim.bad);
    expect(bad).toBeGreaterThan(0);
    expect(cells).toBeGreaterThan(1);
    for (const [variant, share] of Object.entries(claim.cures)) {
      const found = cured.find((each) => each.variant === variant);
      expect(found?.good, `${variant}, of ${bad} bad cells`).toBeGreaterThanOrEqual(share);
    }
  });
});

function defaultsOf(scenario: Scenario): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    Object.entries(scenario.axes).map(([name, axis]) => [name, axis.default]),
  );
}
