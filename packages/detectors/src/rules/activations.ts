/**
 * The activations of a step, without a change to the model: the forward pass runs with wrapped
 * kernels, of which Relu, Sigmoid and Tanh are looked at. Nothing else is downloaded.
 *
 * Only activations whose values reach a later weight are kept: the last sigmoid of a sure classifier
 * is saturated, and the relu of a hinge loss is zero, because the training went well.
 */
import { engine, type TensorInfo, type TypedArray } from '@tensorflow/tfjs-core';
import { watchPhases } from '../checking/phases.js';
import { sourceLine } from '../checking/source-line.js';
import { areKernelsWrapped, wrapKernels, type KernelCall } from '../checking/wrapped-kernels.js';
import type { ActivationKind, SeenActivation } from './observation.js';

/** Kernels that multiply by a weight. */
const products = new Set([
  'BatchMatMul',
  '_FusedMatMul',
  'Conv2D',
  'FusedConv2D',
  'DepthwiseConv2dNative',
  'FusedDepthwiseConv2D',
  'Conv3D',
  'Einsum',
]);

const kinds: Readonly<Record<string, ActivationKind>> = {
  Relu: 'relu',
  Relu6: 'relu',
  Sigmoid: 'sigmoid',
  Tanh: 'tanh',
};

/** The inputs beyond which a unit is flat, as SageMaker Debugger has them: see the rules. */
export const flatSigmoid = { below: -23, above: 16.99999 } as const;
export const flatTanh = 9.4999;

/** Whether a value still passes a gradient. */
const passes: Readonly<Record<ActivationKind, (input: number) => boolean>> = {
  relu: (input) => input > 0,
  sigmoid: (input) => input >= flatSigmoid.below && input <= flatSigmoid.above,
  tanh: (input) => Math.abs(input) <= flatTanh,
};

/** What is known of the data behind a tensor. */
interface Known {
  /** The weight whose product it comes from, the last one of several, or that it is. */
  readonly weight: string | undefined;
  /** How many products were made before, in the whole step. */
  readonly order: number;
  /** True for a weight itself, and for what is made of weights and constants alone. */
  readonly isWeight: boolean;
  /** The activations it was made from, back to the last product. */
  readonly from: readonly Gathering[];
}

/** A SeenActivation in the making. */
interface Gathering {
  readonly name: string;
  readonly kind: ActivationKind;
  readonly weight: string | undefined;
  readonly repeated: boolean;
  readonly line: string | null;
  readonly active: number[];
  values: number;
  sum: number;
  squares: number;
  count: number;
  greatest: number;
  read: boolean;
  /** The activations that it is made from, without a weight between. */
  readonly behind: Set<Gathering>;
}

/** A later weight reads it, and with it what it is made from. */
function markRead(one: Gathering, met = new Set<Gathering>()): void {
  if (met.has(one)) return;
  met.add(one);
  one.read = true;
  for (const earlier of one.behind) markRead(earlier, met);
}

const nothing: Known = { weight: undefined, order: 0, isWeight: false, from: [] };

/**
 * Runs `step` and looks at its activations.
 *
 * @param weights the trained parameters, by name
 * @returns what `step` returned, the activations in the order of the forward pass, and the names of the
 * weights that it read; none where the step runs under `blame` already
 */
export function seeActivations<T>(
  weights: Readonly<Record<string, TensorInfo>>,
  step: () => T,
): {
  readonly result: T;
  readonly activations: readonly SeenActivation[];
  readonly read: ReadonlySet<string>;
} {
  const read = new Set<string>();
  if (areKernelsWrapped()) return { result: step(), activations: [], read };
  const known = new WeakMap<object, Known>();
  for (const [name, { dataId }] of Object.entries(weights))
    known.set(dataId, { ...nothing, weight: name, isWeight: true });
  const names = new Map(Object.entries(weights).map(([name, { dataId }]) => [dataId, name]));
  let made = 0;
  const gathered = new Map<string, Gathering>();
  const phases = watchPhases(
    engine(),
    () => undefined,
    () => undefined,
  );

  const look = (kind: ActivationKind, input: TensorInfo, before: Known): Gathering | undefined => {
    const units = input.shape.at(-1) ?? 1;
    if (input.shape.length < 2 || units < 2) return undefined;
    const values = kernels.backend.readSync(input.dataId) as TypedArray;
    // The cell of an LSTM goes through a tanh that its candidate has gone through already.
    const repeated = before.from.some((one) => one.kind === kind && one.weight === before.weight);
    const name = `${kind}(${before.weight ?? `#${gathered.size + 1}`})${repeated ? '#2' : ''}`;
    const key = `${name} ${units}`;
    const line = gathered.get(key)?.line ?? sourceLine() ?? null;
    const into =
      gathered.get(key) ?? gathering({ name, kind, weight: before.weight, repeated, line }, units);
    gathered.set(key, into);
    add(into, values);
    for (const one of before.from) into.behind.add(one);
    return into;
  };

  const note = ({ kernel, inputs }: KernelCall, results: TensorInfo | TensorInfo[]): void => {
    const given = Object.entries(inputs).flatMap(([name, input]) =>
      [input].flat().flatMap((one) => (one === null || one === undefined ? [] : [{ name, one }])),
    );
    for (const { one } of given) {
      const name = names.get(one.dataId);
      if (name !== undefined) read.add(name);
    }
    // A fused product brings its bias along.
    const behind = given
      .filter(({ name }) => !(products.has(kernel) && name === 'bias'))
      .map(({ one }) => known.get(one.dataId) ?? nothing);
    const from = [...new Set(behind.flatMap((one) => one.from))];
    const weight = behind.findLast((one) => one.isWeight)?.weight;
    const multiplies = products.has(kernel) && weight !== undefined;
    if (multiplies) {
      made += 1;
      for (const one of from) markRead(one);
    }
    const kind = kinds[kernel];
    const inherited = behind
      .filter((one) => one.weight !== undefined && !one.isWeight)
      .toSorted((a, b) => b.order - a.order)[0];
    const before: Known = {
      weight: multiplies ? weight : (inherited?.weight ?? weight),
      order: multiplies ? made : (inherited?.order ?? 0),
      isWeight:
        !multiplies &&
        weight !== undefined &&
        behind.every((one) => one.isWeight || (one.weight === undefined && one.from.length === 0)),
      from: multiplies ? [] : from,
    };
    const own = kind === undefined ? undefined : look(kind, given[0]!.one, before);
    const after: Known = own === undefined ? before : { ...before, from: [own] };
    for (const { dataId } of [results].flat()) if (!known.has(dataId)) known.set(dataId, after);
  };

  const kernels = wrapKernels((call) => {
    const results = call.run();
    if (phases.phase() === 'forward') note(call, results);
    return results;
  });
  try {
    const result = step();
    const hidden = [...gathered.values()].filter(({ read }) => read);
    return { result, activations: hidden.map(seen), read };
  } finally {
    phases.restore();
    kernels.restore();
  }
}

const gathering = (
  of: Pick<Gathering, 'name' | 'kind' | 'weight' | 'repeated' | 'line'>,
  units: number,
): Gathering => ({
  ...of,
  active: new Array<number>(units).fill(0),
  values: 0,
  sum: 0,
  squares: 0,
  count: 0,
  greatest: 0,
  read: false,
  behind: new Set(),
});

function add(into: Gathering, values: TypedArray): void {
  const passed = passes[into.kind];
  const units = into.active.length;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (passed(value)) into.active[at % units]! += 1;
    into.sum += value;
    into.squares += value * value;
    into.greatest = Math.max(into.greatest, Math.abs(value));
  }
  into.values += values.length / units;
  into.count += values.length;
}

const seen = (one: Gathering): SeenActivation => ({
  name: one.name,
  kind: one.kind,
  repeated: one.repeated,
  line: one.line,
  values: one.values,
  active: one.active,
  inputVariance: Math.max(0, one.squares / one.count - (one.sum / one.count) ** 2),
  greatest: one.greatest,
});
