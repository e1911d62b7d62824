import * as tf from '@tensorflow/tfjs';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue, findScenario, type Scenario } from '../index.js';
import { outcomeOf, runEagerly } from '../test-support/eager-run.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const seed = 1;
/**
 * Enough to see a fix hold, where all that it must do is stay finite; that it does to the end is for the
 * compiled engine to check.
 */
const stepsOfFix = ({ steps, evidence }: Scenario) =>
  evidence!.bad.every((outcome) => outcome === 'inf' || outcome === 'nan')
    ? Math.min(steps, 40)
    : steps;

it('names each scenario once', () => {
  const names = catalogue.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(findScenario(names[0]!)).toBe(catalogue[0]);
  expect(findScenario('no-such-scenario')).toBeNull();
});

describe.each(catalogue.map((scenario) => [scenario.name, scenario] as const))(
  '%s',
  (_, scenario) => {
    const fixes = Object.keys(scenario.variants).filter((name) => name !== 'broken');

    it('stands in a folder of its name and says what breaks, why, and who says so', () => {
      const folder = new URL(`./${scenario.name}/${scenario.name}.ts`, import.meta.url);
      expect(existsSync(folder)).toBe(true);
      expect(scenario.explanation.length).toBeGreaterThan(200);
      expect(scenario.references.length).toBeGreaterThan(0);
      expect(scenario.evidence).not.toBeNull();
    });

    it('stays finite at its defaults when fixed', () => {
      for (const fix of fixes) {
        const run = runEagerly(scenario, fix, { at: {}, seed, steps: 3 });
        expect({ fix, site: run.site }).toEqual({ fix, site: null });
      }
    });

    it('gives the same bits again, other draws for another seed, and leaves no tensor', () => {
      const before = tf.memory().numTensors;
      const run = (given: number) =>
        runEagerly(scenario, fixes[0]!, { at: {}, seed: given, steps: 2 });
      expect(run(seed)).toEqual(run(seed));
      expect(run(seed).params).not.toEqual(run(seed + 1).params);
      expect(tf.memory().numTensors).toBe(before);
    });

    it('breaks where it says, as it says, and its cures do not', () => {
      const { at, outcome, site, bad, cures } = scenario.evidence!;
      const broken = runEagerly(scenario, 'broken', { at, seed, steps: scenario.steps });
      expect({ outcome: outcomeOf(broken), site: broken.site }).toEqual({
        outcome,
        site: site ?? broken.site,
      });
      expect(bad).toContain(outcome);
      for (const fix of Object.keys(cures)) {
        const steps = stepsOfFix(scenario);
        const cured = outcomeOf(runEagerly(scenario, fix, { at, seed, steps }));
        expect({ fix, good: !(bad as string[]).includes(cured) }).toEqual({ fix, good: true });
      }
    });
  },
);
