/** The training rules in the catalogue: silent where a cure converges, and not where a training breaks. */
import { findingText } from '@brink/detectors';
import { catalogue, findScenario } from '@brink/scenarios';
import { expect, it } from 'vitest';
import { trainUnderRules } from './run/train-under-rules.js';
import { trainingAt } from './scenario/training-at.js';
import { describeBackends } from './test-support/backends.js';

const cures = catalogue.flatMap((scenario) =>
  Object.keys(scenario.variants)
    .filter((variant) => variant !== 'broken')
    .map((variant) => ({ name: scenario.name, scenario, variant })),
);

/** Cures that stay finite and learn nothing at their defaults: what the rules say of them is so. */
const idle: Readonly<Record<string, readonly string[]>> = {
  'softmax-overflow tf-softmax': ['loss-flat'],
  'norm-at-zero fixed': ['update-too-small'],
  'cosine-at-zero fixed': ['loss-flat'],
};

describeBackends('the training rules', () => {
  it.each(cures)('are silent in $name, variant $variant', async ({ name, scenario, variant }) => {
    const { history, findings } = await trainUnderRules(trainingAt(scenario, variant, {}), {
      steps: 53,
      every: 3,
    });
    const { losses } = history;
    const known = idle[`${name} ${variant}`];
    if (known === undefined) expect(findings.map(findingText)).toEqual([]);
    else {
      expect(findings.map(({ rule }) => rule)).toEqual(known);
      expect(losses.at(-1)).toBeGreaterThan(0.99 * losses[0]!);
    }
  });

  it.each<[string, readonly string[]]>([
    ['large-variance-feature', ['update-too-large', 'exploding-gradient']],
    ['outlier', ['exploding-gradient', 'headroom-shrinking']],
    ['init-too-large', ['update-too-large']],
    ['init-too-small', ['vanishing-gradient', 'poor-initial-variance', 'loss-flat']],
    ['zero-init-symmetry', ['loss-flat']],
    ['learning-rate', ['exploding-gradient', 'headroom-shrinking']],
    ['tanh-mlp', ['exploding-gradient', 'saturated-tanh']],
    ['dead-relu', ['dead-relu', 'loss-flat']],
    ['lstm-long-sequence', ['exploding-gradient', 'saturated-sigmoid']],
    ['schedule-spike', ['update-too-large', 'exploding-gradient']],
  ])('tell of %s, broken, before it ends: %j', async (name, rules) => {
    const scenario = findScenario(name)!;
    const { at } = scenario.evidence!;
    const given = trainingAt(scenario, 'broken', at);
    const { findings } = await trainUnderRules(given, { steps: 51, every: 1 });
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...rules]));
  });
});
