/**
 * The checking backend: each kernel of the active backend leaves a record of what went in and what
 * came out.
 */
import {
  engine,
  type KernelBackend,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { DetectorsError } from '../errors.js';
import { healthOf, isFinite } from '../health.js';
import type { HeldBy, Operation, Value } from './operation.js';
import { isOptimizerSlot } from './optimizer-slot.js';
import { watchPhases } from './phases.js';
import { sourceLine } from './source-line.js';
import { areKernelsWrapped, wrapKernels } from './wrapped-kernels.js';

/** What was recorded, and the way to see a tensor's last record. */
export interface Recording {
  readonly operations: readonly Operation[];
  /** The record of the data behind a tensor; made now where no operation has seen it. */
  readonly valueOf: (tensor: TensorInfo) => Value;
  /** What the functions gave whose gradients were computed: the losses. */
  readonly losses: readonly Value[];
  /** The user's line that started the recording: the place of what has no line of its own. */
  readonly startedAt: string | undefined;
  /** Puts the kernels back. Safe to call twice. */
  readonly restore: () => void;
}

/**
 * Wraps the kernels of the active backend, and records until `restore`.
 *
 * @param call the name of the caller, for errors
 * @throws DetectorsError when a recording runs already, or no backend is active
 */
export function startRecording(call: string): Recording {
  if (areKernelsWrapped())
    throw new DetectorsError(
      call,
      'step',
      'runs inside another blamed step',
      'blame one step at a time',
    );
  const { backend } = engine();
  const operations: Operation[] = [];
  const values = new WeakMap<object, Value>();
  const startedAt = sourceLine();

  const valueOf = (tensor: TensorInfo): Value => {
    const known = values.get(tensor.dataId);
    if (known !== undefined) return known;
    const variable = holderOf(tensor.dataId);
    const value = {
      ...describe(backend, tensor, undefined),
      ...(variable === undefined ? {} : { variable }),
    };
    values.set(tensor.dataId, value);
    return value;
  };
  const losses: Value[] = [];
  const phases = watchPhases(
    engine(),
    (dataId) => values.get(dataId)?.producer,
    ({ dataId }) => {
      // Not read: a kernel that the step registers itself may give what no backend holds.
      const loss = values.get(dataId);
      if (loss !== undefined) losses.push(loss);
    },
  );

  const kernels = wrapKernels((called) => {
    const inputs: Record<string, Value> = {};
    const given = [...tensorsIn(called.inputs)];
    for (const [key, input] of given) inputs[key] = valueOf(input);
    const result = called.run();
    const made: Value[] = [];
    const operation: Operation = {
      index: operations.length,
      kernel: called.kernel,
      phase: phases.phase(),
      line: sourceLine(),
      forwardOf: phases.phase() === 'backward' ? phases.forwardOf() : undefined,
      inputs,
      outputs: made,
      attributes: readable(called.attributes),
    };
    operations.push(operation);
    for (const output of Array.isArray(result) ? result : [result]) {
      const view = views.has(called.kernel)
        ? given[0]
        : given.find(([, input]) => input.dataId === output.dataId);
      if (view !== undefined) {
        // A reshape or a clone shares its input's data, or copies it on TensorFlow: who made that stays known.
        const value = valueOf(view[1]);
        made.push(value);
        values.set(output.dataId, value);
        continue;
      }
      const value = describe(backend, output, operation);
      made.push(value);
      values.set(output.dataId, value);
    }
    return result;
  });
  return {
    operations,
    valueOf,
    losses,
    startedAt,
    restore: () => {
      phases.restore();
      kernels.restore();
    },
  };
}

/** The variable whose data this is; what the step made itself is known before it is asked for. */
function holderOf(dataId: object): HeldBy | undefined {
  for (const variable of Object.values(engine().state.registeredVariables))
    if (!variable.isDisposed && variable.dataId === dataId)
      return { kind: isOptimizerSlot(variable) ? 'slot' : 'parameter', name: variable.name };
  return undefined;
}

/** Kernels that give the same values in another shape. */
const views = new Set(['Reshape', 'Identity', 'ExpandDims']);

/**
 * The tensors that a kernel is given. Concat and its kin have the mapping itself as an array, the
 * ragged operations have an array in it, and optional inputs are null.
 */
function* tensorsIn(
  inputs: Readonly<Record<string, TensorInfo | readonly TensorInfo[] | null | undefined>>,
): Generator<[string, TensorInfo]> {
  for (const [name, input] of Object.entries(inputs)) {
    if (input === null || input === undefined) continue;
    if ('dataId' in input) yield [name, input];
    else for (const [index, one] of input.entries()) yield [`${name}.${index}`, one];
  }
}

/** Reads a tensor and describes it; words and complex numbers are taken to be sound. */
function describe(
  backend: KernelBackend,
  { dataId, shape, dtype }: TensorInfo,
  producer: Operation | undefined,
): Value {
  const numbers =
    dtype === 'string' || dtype === 'complex64'
      ? new Float32Array(0)
      : (backend.readSync(dataId) as Float32Array);
  const health = healthOf(numbers);
  const firstBad = isFinite(health) ? -1 : numbers.findIndex((value) => !Number.isFinite(value));
  return { shape: [...shape], dtype, health, firstBad, producer };
}

/** The attributes that a message can show. */
const readable = (attributes: NamedAttrMap | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(attributes ?? {}).filter(([, value]) =>
      ['number', 'string', 'boolean'].includes(typeof value),
    ),
  );
