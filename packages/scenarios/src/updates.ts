/**
 * The update rules, each the formula of tf.train in tfjs 4.22, operation by operation, as a pure
 * function: gradients, parameters and slots in, parameters and slots out. Slots are the state of
 * the optimizer, named as tf.train names them (`w/m`, `w/momentum`).
 */
import {
  add,
  div,
  mul,
  scalar,
  sqrt,
  square,
  sub,
  zerosLike,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { complementOf, negated, valueOf, type Moment } from './hyperparameter.js';
import type { Axes, NamedTensors, Optimizer } from './scenario.js';

/** What tf.train takes where no epsilon is given: the backend's, which for float32 is this. */
const defaultEpsilon = 1e-7;

interface Update {
  readonly params: NamedTensors;
  readonly slots: NamedTensors;
}

/** The state before the first step: zeros, and for adam the powers of its betas. */
export function initialSlots(
  optimizer: Optimizer<Axes>,
  params: NamedTensors,
  at: Moment,
): NamedTensors {
  switch (optimizer.kind) {
    case 'sgd':
      return {};
    case 'momentum':
      return zeros(params, ['momentum']);
    case 'adam':
      return {
        ...zeros(params, ['m', 'v']),
        'beta1/power': scalarOf(valueOf(optimizer.beta1 ?? 0.9, at)),
        'beta2/power': scalarOf(valueOf(optimizer.beta2 ?? 0.999, at)),
      };
    case 'rmsprop':
      return zeros(params, ['rms', 'momentum']);
    default:
      throw optimizer satisfies never;
  }
}

/** One update of every parameter. */
export function updated(
  optimizer: Optimizer<Axes>,
  gradients: NamedTensors,
  before: Update,
  at: Moment,
): Update {
  switch (optimizer.kind) {
    case 'sgd':
      return descent(optimizer, gradients, before, at);
    case 'momentum':
      return heavyBall(optimizer, gradients, before, at);
    case 'adam':
      return adam(optimizer, gradients, before, at);
    case 'rmsprop':
      return rmsprop(optimizer, gradients, before, at);
    default:
      throw optimizer satisfies never;
  }
}

type Kind<K extends Optimizer<Axes>['kind']> = Extract<Optimizer<Axes>, { readonly kind: K }>;

function descent(
  optimizer: Kind<'sgd'>,
  gradients: NamedTensors,
  { params, slots }: Update,
  at: Moment,
): Update {
  const lr = ratesOf(optimizer, at);
  return each(params, slots, (name, value) => [
    add(mul(negated(lr(name)), gradients[name]!), value),
    {},
  ]);
}

function heavyBall(
  optimizer: Kind<'momentum'>,
  gradients: NamedTensors,
  { params, slots }: Update,
  at: Moment,
): Update {
  const lr = ratesOf(optimizer, at);
  const m = valueOf(optimizer.momentum, at);
  return each(params, slots, (name, value) => {
    const gradient = gradients[name]!;
    const accumulation = add(mul(m, slots[`${name}/momentum`]!), gradient);
    const direction = optimizer.nesterov ? add(gradient, mul(accumulation, m)) : accumulation;
    return [add(mul(negated(lr(name)), direction), value), { [`${name}/momentum`]: accumulation }];
  });
}

function adam(
  optimizer: Kind<'adam'>,
  gradients: NamedTensors,
  { params, slots }: Update,
  at: Moment,
): Update {
  const lr = ratesOf(optimizer, at);
  const beta1 = valueOf(optimizer.beta1 ?? 0.9, at);
  const beta2 = valueOf(optimizer.beta2 ?? 0.999, at);
  const epsilon = valueOf(optimizer.epsilon ?? defaultEpsilon, at);
  const power1 = slots['beta1/power']!;
  const power2 = slots['beta2/power']!;
  const correction1 = sub(1, power1);
  const correction2 = sub(1, power2);
  const powers = { 'beta1/power': mul(power1, beta1), 'beta2/power': mul(power2, beta2) };
  return each(params, powers, (name, value) => {
    const gradient = gradients[name]!;
    const m = add(mul(slots[`${name}/m`]!, beta1), mul(gradient, complementOf(beta1)));
    const v = add(mul(slots[`${name}/v`]!, beta2), mul(square(gradient), complementOf(beta2)));
    const direction = div(div(m, correction1), add(sqrt(div(v, correction2)), epsilon));
    return [add(mul(direction, negated(lr(name))), value), { [`${name}/m`]: m, [`${name}/v`]: v }];
  });
}

function rmsprop(
  optimizer: Kind<'rmsprop'>,
  gradients: NamedTensors,
  { params, slots }: Update,
  at: Moment,
): Update {
  const lr = ratesOf(optimizer, at);
  const decay = valueOf(optimizer.decay ?? 0.9, at);
  const momentum = valueOf(optimizer.momentum ?? 0, at);
  const epsilon = valueOf(optimizer.epsilon ?? defaultEpsilon, at);
  return each(params, slots, (name, value) => {
    const gradient = gradients[name]!;
    const rms = add(mul(slots[`${name}/rms`]!, decay), mul(square(gradient), complementOf(decay)));
    const moments = add(
      mul(slots[`${name}/momentum`]!, momentum),
      div(mul(gradient, lr(name)), sqrt(add(rms, epsilon))),
    );
    return [sub(value, moments), { [`${name}/rms`]: rms, [`${name}/momentum`]: moments }];
  });
}

/** The learning rate of each parameter. */
function ratesOf(optimizer: Optimizer<Axes>, at: Moment): (name: string) => number | Scalar {
  const common = valueOf(optimizer.lr, at);
  const own = Object.entries(optimizer.lrOf ?? {}).map(([name, lr]) => [name, valueOf(lr, at)]);
  const rates = new Map(own as [string, number | Scalar][]);
  return (name) => rates.get(name) ?? common;
}

/** Applies a rule to every parameter and collects the slots that it makes, beside `shared` ones. */
function each(
  params: NamedTensors,
  shared: NamedTensors,
  rule: (name: string, value: Tensor) => readonly [Tensor, NamedTensors],
): Update {
  const next: Record<string, Tensor> = {};
  let slots = shared;
  for (const [name, value] of Object.entries(params)) {
    const [changed, made] = rule(name, value);
    next[name] = changed;
    slots = { ...slots, ...made };
  }
  return { params: next, slots };
}

function zeros(params: NamedTensors, suffixes: readonly string[]): NamedTensors {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      suffixes.map((suffix) => [`${name}/${suffix}`, zerosLike(value)]),
    ),
  );
}

function scalarOf(value: number | Scalar): Scalar {
  return typeof value === 'number' ? scalar(value) : (value.clone() as Scalar);
}
