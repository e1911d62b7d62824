/**
 * The checking backend: the active backend under another name, each kernel wrapped so that it
 * leaves a record. It is the same backend object, so no data moves, and results, memory and
 * gradients are those of the kernels themselves.
 */
import {
  engine,
  getKernelsForBackend,
  registerKernel,
  unregisterKernel,
  type KernelBackend,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { DetectorsError } from '../errors.js';
import { healthOf, isFinite } from '../health.js';
import type { Operation, Value } from './operation.js';
import { watchPhases } from './phases.js';
import { sourceLine } from './source-line.js';

const backendName = 'brink-checking';

/** What was recorded, and the way to see a tensor's last record. */
export interface Recording {
  readonly operations: readonly Operation[];
  /** The record of the data behind a tensor; made now where no operation has seen it. */
  readonly valueOf: (tensor: TensorInfo) => Value;
  /** Puts the backend back as it was. Safe to call twice. */
  readonly restore: () => void;
}

/**
 * Makes the checking backend the active one and records until `restore`.
 *
 * @param call the name of the caller, for errors
 * @throws DetectorsError when a recording runs already, or no backend is active
 */
export function startRecording(call: string): Recording {
  const running = engine();
  const name = running.backendName;
  if (name === backendName)
    throw new DetectorsError(
      call,
      'step',
      'runs inside another blamed step',
      'blame one step at a time',
    );
  // The getter initialises the backend where nothing has run yet.
  const backend = running.backend;
  const active = running.backendName;

  const operations: Operation[] = [];
  const values = new WeakMap<object, Value>();
  const phases = watchPhases(running, (dataId) => values.get(dataId)?.producer);

  const valueOf = (tensor: TensorInfo): Value => {
    const known = values.get(tensor.dataId);
    if (known !== undefined) return known;
    const value = describe(backend, tensor, undefined);
    values.set(tensor.dataId, value);
    return value;
  };

  for (const { kernelName, kernelFunc } of getKernelsForBackend(active)) {
    registerKernel({
      kernelName,
      backendName,
      kernelFunc: (given) => {
        const inputs: Record<string, Value> = {};
        for (const [key, input] of Object.entries(given.inputs)) {
          // Concat and its kin have an array of inputs, and optional inputs are null.
          if (input !== null && input !== undefined) inputs[key] = valueOf(input);
        }
        const result = kernelFunc(given);
        const made: Value[] = [];
        const operation: Operation = {
          index: operations.length,
          kernel: kernelName,
          phase: phases.phase(),
          line: sourceLine(),
          forwardOf: phases.phase() === 'backward' ? phases.forwardOf() : undefined,
          inputs,
          outputs: made,
          attributes: readable(given.attrs),
        };
        operations.push(operation);
        for (const output of Array.isArray(result) ? result : [result]) {
          const view = Object.values(given.inputs).find((input) => input?.dataId === output.dataId);
          if (view !== undefined) {
            // A reshape or a clone shares its input's data: who made that stays known.
            made.push(valueOf(view));
            continue;
          }
          const value = describe(backend, output, operation);
          made.push(value);
          values.set(output.dataId, value);
        }
        return result;
      },
    });
  }
  running.registryFactory[backendName] = { factory: () => backend, priority: 0 };
  running.registry[backendName] = backend;
  // Nothing is awaited inside where the factory is synchronous.
  void running.setBackend(backendName);

  let restored = false;
  return {
    operations,
    valueOf,
    restore: () => {
      if (restored) return;
      restored = true;
      phases.restore();
      if (running.backendName === backendName) void running.setBackend(active);
      for (const { kernelName } of getKernelsForBackend(backendName))
        unregisterKernel(kernelName, backendName);
      // Not removeBackend: it would dispose the backend that goes on.
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
      delete running.registry[backendName];
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
      delete running.registryFactory[backendName];
    },
  };
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
