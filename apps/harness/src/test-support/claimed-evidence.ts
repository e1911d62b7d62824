/**
 * The part of the contract of a scenario that needs the engines and the detectors: it fails where it
 * says and as it says, the detectors name why, and a cure makes good at least the share of failing
 * cells that it claims. The rest stands in packages/scenarios/src/catalogue/catalogue.test.ts.
 */
import { blame } from '@brink/detectors';
import { point, type Evidence, type Scenario } from '@brink/scenarios';
import { lookAtStep, runEagerly } from '@brink/sweep';
import { expect, it } from 'vitest';
import { sweptEvidence } from '../gallery/cured-share.js';
import { sweepHere } from '../run/sweep-here.js';
import { trainUnderRules } from '../run/train-under-rules.js';
import { trainingAt } from '../scenario/training-at.js';

/** Points along each numeric axis: enough to tell a share to about a tenth. */
const grid = 6;

/** Registers the tests of one scenario, which has evidence. */
export function itHoldsWhatItClaims(scenario: Scenario): void {
  const claim = scenario.evidence!;

  it('fails where it says and as it says, and its cures hold there', async () => {
    const variants = ['broken', ...Object.keys(claim.cures)];
    const axis = Object.entries(point(scenario, claim.at)).map(
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

  it('is named there by the detectors', async () => {
    expect(await rulesThatName(scenario, claim)).toContain(claim.rule);
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
}

/** The rule of `blame` at the first bad step; those of the whole training where it stays finite. */
async function rulesThatName(
  scenario: Scenario,
  { at, outcome }: Evidence,
): Promise<readonly string[]> {
  const given = trainingAt(scenario, 'broken', at);
  const { steps } = scenario;
  if (outcome === 'stalled' || outcome === 'diverged')
    return (await trainUnderRules(given, { steps, every: 1 })).findings.map(({ rule }) => rule);
  const { training, axes } = given;
  const { firstBadStep } = await runEagerly(training, axes, { steps });
  if (firstBadStep < 0) return [];
  const { diagnosis } = await lookAtStep(training, axes, firstBadStep, (step) => blame(step));
  return diagnosis === null ? [] : [diagnosis.rule];
}
