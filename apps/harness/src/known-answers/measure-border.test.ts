import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { regressions } from './data-sets.js';
import { measureBorder, stepsNeeded } from './measure-border.js';
import { knownBorder, ruleNames } from './rules.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const cells = 25;

describe.each(ruleNames)('%s', (rule) => {
  it('leaves a quadratic loss at the learning rate that its largest eigenvalue says, to a cell', async () => {
    for (const regression of regressions().filter(({ columns }) => columns < 20)) {
      const found = await measureBorder(regression, rule, cells);
      expect(found, regression.name).toMatchObject({ clean: true });
      expect(found.cellsOff, regression.name).toBeLessThanOrEqual(1);
    }
  });
});

describe('the border of', () => {
  const gaussian = () => regressions()[0]!;

  it('momentum is 1.9 times that of gradient descent', () => {
    const [plain, heavy] = [ruleNames[0], ruleNames[1]].map((rule) =>
      knownBorder(gaussian(), rule),
    );
    expect(heavy!.border / plain!.border).toBeCloseTo(1.9, 12);
  });

  it('frozen Adam is that of its preconditioned Hessian, with the 38 of the paper', () => {
    const { border, dominant } = knownBorder(gaussian(), 'frozen Adam 0.9');
    expect(border * dominant.value).toBeCloseTo(38, 10);
  });
});

it('takes more steps to tell a finer grid', () => {
  const known = knownBorder(regressions()[0]!, 'gradient descent');
  const steps = [1.2, 1.02, 1.002, 1.0002].map((ratio) => stepsNeeded(known, ratio));
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(steps[3]! / steps[2]!).toBeGreaterThan(5);
});
