import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  adam,
  assertScenario,
  choice,
  defineScenario,
  integer,
  linear,
  log,
  rmsprop,
  ScenarioError,
  sgd,
  type NumericAxisName,
  type Scenario,
} from './index.js';

const described = {
  name: 'tiny-line',
  title: 'A line through one point',
  cause: 'dynamics',
  explanation: 'It diverges above a learning rate of 1.',
  references: [],
  sweptByDefault: ['lr'],
  steps: 3,
} as const;
const lr = log(1e-3, 1e1, { default: 0.1, description: 'learning rate' });
const parts = {
  setup: () => ({ params: { w: tf.tensor1d([1]) }, data: { x: tf.tensor2d([[1]]) } }),
  loss: () => tf.scalar(0),
  variants: { broken: { description: 'as it is' }, fixed: { description: 'cured' } },
};
const valid = { ...described, axes: { lr }, optimizer: sgd({ lr: 'lr' }), ...parts };

describe('the types of a definition', () => {
  const scenario = defineScenario({
    ...described,
    axes: {
      lr,
      shift: linear(-1, 1, { default: 0, description: 'shift' }),
      length: integer(1, 9, { values: [1, 2], default: 1, description: 'length' }),
      activation: choice(['tanh', 'relu'], { default: 'tanh', description: 'activation' }),
    },
    setup: ({ axes, rng }) => {
      expectTypeOf(axes.lr).toEqualTypeOf<tf.Scalar>();
      expectTypeOf(axes.length).toEqualTypeOf<number>();
      expectTypeOf(axes.activation).toEqualTypeOf<'tanh' | 'relu'>();
      // @ts-expect-error: no such axis
      expect(axes.width).toBeUndefined();
      return {
        params: { w: rng.normal([2, 1]) as tf.Tensor2D },
        data: { x: rng.normal([4, 2]), y: rng.normal([4, 1]) },
      };
    },
    loss: ({ params, batch, axes }) => {
      expectTypeOf(params.w).toEqualTypeOf<tf.Tensor2D>();
      expectTypeOf(batch.x).toEqualTypeOf<tf.Tensor>();
      expectTypeOf(axes.shift).toEqualTypeOf<tf.Scalar>();
      // @ts-expect-error: no such parameter
      expect(params.b).toBeUndefined();
      return tf.losses.meanSquaredError(batch.y, tf.matMul(batch.x, params.w));
    },
    optimizer: {
      kind: 'sgd',
      lr: (axes, step) => {
        expectTypeOf(axes.lr).toEqualTypeOf<tf.Scalar>();
        expectTypeOf(step).toEqualTypeOf<tf.Scalar>();
        return axes.lr;
      },
      clip: { globalNorm: 1 },
    },
    variants: {
      broken: { description: 'as it is' },
      fixed: {
        description: 'other optimizer',
        optimizer: adam({ lr: 'lr', beta1: 'shift' }),
        loss: ({ params, axes }) => {
          expectTypeOf(params.w).toEqualTypeOf<tf.Tensor>();
          expectTypeOf(axes.length).toEqualTypeOf<number>();
          return tf.sum(params.w);
        },
      },
    },
  });

  it('name the axes, the parameters and the data inside the functions', () => {
    expectTypeOf<keyof (typeof scenario)['axes']>().toEqualTypeOf<
      'lr' | 'shift' | 'length' | 'activation'
    >();
    expectTypeOf<NumericAxisName<(typeof scenario)['axes']>>().toEqualTypeOf<'lr' | 'shift'>();
    expect(scenario.trainings.fixed?.optimizer).toEqual({
      kind: 'adam',
      lr: 'lr',
      beta1: 'shift',
    });
  });

  it('refuse a hyperparameter that is not a numeric axis', () => {
    const axes = {
      lr,
      length: integer(1, 9, { values: [1], default: 1, description: 'length' }),
    };
    expect(() =>
      // @ts-expect-error: an integer axis is no hyperparameter
      defineScenario({ ...valid, axes, optimizer: sgd({ lr: 'length' }) }),
    ).toThrow("'optimizer.lr' must be a finite number, the name of a numeric axis");
    expect(() =>
      // @ts-expect-error: no such axis
      defineScenario({ ...valid, axes, optimizer: rmsprop({ lr: 'rate' }) }),
    ).toThrow('the numeric axes are lr');
  });

  it('let a scenario on certain axes be a scenario', () => {
    const general: Scenario = scenario;
    expect(assertScenario(general, 'here')).toBe(scenario);
  });
});

describe('defineScenario', () => {
  it('gives each variant the parts that it does not replace', () => {
    const loss = (): tf.Scalar => tf.scalar(2);
    const scenario = defineScenario({
      ...valid,
      variants: { ...parts.variants, fixed: { description: 'cured', loss } },
    });
    expect(scenario.precision).toBe('float32');
    expect(scenario.trainings.broken).toEqual({
      setup: parts.setup,
      loss: parts.loss,
      optimizer: { kind: 'sgd', lr: 'lr' },
      batches: { kind: 'full' },
      recordedLoss: 'batch',
    });
    expect(scenario.trainings.fixed?.loss).toBe(loss);
    expect(scenario.trainings.fixed?.setup).toBe(parts.setup);
  });

  const wrong: readonly (readonly [string, object, string])[] = [
    ['a name that is not kebab-case', { name: 'Tiny Line' }, "scenario Tiny Line: 'name' must be"],
    ['an empty title', { title: ' ' }, "'title' must be a text"],
    ['an unknown cause', { cause: 'bad luck' }, 'take one of data, operation, init'],
    ['references that are no list', { references: 'x' }, "'references' must be a list"],
    ['no axes', { axes: {} }, "'axes' must have at least one axis, got an object with no fields"],
    ['an axis that is none', { axes: { lr: 3 } }, 'build it with linear, log, integer or choice'],
    [
      'an axis of unknown kind',
      { axes: { lr: { ...lr, kind: 'x' } } },
      "'axes.lr' must be an axis",
    ],
    ['a hyphen in an axis name', { axes: { 'l-r': lr } }, "'axes.l-r' must be named like"],
    [
      'reversed bounds',
      { axes: { lr: { ...lr, low: 100, high: 0.01 } } },
      "'axes.lr' must run from low to high, got '100..0.01'; swap the bounds",
    ],
    ['a log axis from 0', { axes: { lr: { ...lr, low: 0 } } }, 'must be above 0 on a log axis'],
    ['a NaN bound', { axes: { lr: { ...lr, high: NaN } } }, "'axes.lr.high' must be a finite"],
    ['a default outside', { axes: { lr: { ...lr, default: 11 } } }, "'axes.lr.default' must lie"],
    [
      'integer values outside',
      { axes: { lr, n: { ...integer(1, 4, { values: [5], default: 1, description: 'n' }) } } },
      "'axes.n.values.0' must be a whole number from 1 to 4, got 5",
    ],
    [
      'integer values that fall',
      { axes: { lr, n: { ...integer(1, 4, { values: [3, 2], default: 1, description: 'n' }) } } },
      "'axes.n.values' must rise, got [3, 2]",
    ],
    [
      'a choice that repeats',
      { axes: { lr, c: { ...choice(['a', 'a'], { default: 'a', description: 'c' }) } } },
      "'axes.c.values' must differ",
    ],
    ['an unknown swept axis', { sweptByDefault: ['rate'] }, "'sweptByDefault.0' is not a word"],
    ['a swept axis twice', { sweptByDefault: ['lr', 'lr'] }, "'sweptByDefault.1' must not repeat"],
    ['no steps', { steps: 0 }, "'steps' must be a whole number of at least 1, got 0"],
    ['an unknown precision', { precision: 'float16' }, 'take one of float32, float64'],
    ['a loss that is no function', { loss: 3 }, "'loss' must be a function, got 3"],
    ['no optimizer', { optimizer: undefined }, "'optimizer' must be an optimizer"],
    ['an unknown optimizer', { optimizer: { kind: 'lion' } }, "'optimizer.kind' is not a word"],
    ['a missing learning rate', { optimizer: { kind: 'sgd' } }, "'optimizer.lr' must be"],
    [
      'an infinite hyperparameter',
      { optimizer: { kind: 'adam', lr: 'lr', epsilon: Infinity } },
      "'optimizer.epsilon' must be a finite number",
    ],
    [
      'an unknown kind of clipping',
      { optimizer: { kind: 'sgd', lr: 'lr', clip: { norm: 1 } } },
      "'optimizer.clip' is not a word that is known here, got 'norm'",
    ],
    [
      'a batch of no samples',
      { batches: { kind: 'minibatch', size: 0, replacement: true } },
      "'batches.size' must be a whole number",
    ],
    ['variants without broken', { variants: { fixed: { description: 'x' } } }, "have 'broken'"],
    ['variants without a fix', { variants: { broken: { description: 'x' } } }, 'must have a fix'],
    [
      'a wrong part of a variant',
      { variants: { ...parts.variants, broken: { description: 'x', recordedLoss: 'all' } } },
      "'variants.broken.recordedLoss' is not a word",
    ],
  ];
  it.each(wrong)('refuses %s', (_, change, message) => {
    const definition = { ...valid, ...change } as unknown as typeof valid;
    expect(() => defineScenario(definition)).toThrow(ScenarioError);
    expect(() => defineScenario(definition)).toThrow(message);
  });

  it('makes what another copy of the package recognises', () => {
    expect(assertScenario(defineScenario(valid), './mine.ts')).toHaveProperty('name', 'tiny-line');
    expect(() => assertScenario({ ...valid }, './mine.ts')).toThrow(
      "'./mine.ts' must be a scenario, got an object with name, title",
    );
    expect(() => assertScenario(undefined, './mine.ts')).toThrow('export default defineScenario');
  });
});
