/**
 * The active backend under another name, with every kernel wrapped. It is the same backend object,
 * so no data moves, and results, memory and gradients are those of the kernels themselves.
 */
import {
  engine,
  getKernelsForBackend,
  registerKernel,
  unregisterKernel,
  type KernelBackend,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

const backendName = 'brink-checking';

/** What a kernel was called with, and what it made. */
export interface KernelCall {
  readonly kernel: string;
  /** Concat and its kin have an array of inputs, the ragged operations arrays in it; optional ones are null. */
  readonly inputs: NamedTensorInfoMap;
  readonly attributes: NamedAttrMap | undefined;
  /** Runs the kernel. */
  readonly run: () => TensorInfo | TensorInfo[];
}

export interface Alias {
  readonly backend: KernelBackend;
  /** Puts the backend back as it was. Safe to call twice. */
  readonly restore: () => void;
}

/** True while an alias is the active backend: there is only one at a time. */
export const isAliased = (): boolean => engine().backendName === backendName;

/**
 * Makes the alias the active backend until `restore`.
 *
 * @param onCall called for every kernel in the kernel's place; it calls `run` and returns its result
 */
export function aliasBackend(onCall: (call: KernelCall) => TensorInfo | TensorInfo[]): Alias {
  const running = engine();
  // The getter initialises the backend where nothing has run yet.
  const backend = running.backend;
  const active = running.backendName;
  for (const { kernelName, kernelFunc } of getKernelsForBackend(active)) {
    registerKernel({
      kernelName,
      backendName,
      kernelFunc: (given) =>
        onCall({
          kernel: kernelName,
          inputs: given.inputs,
          attributes: given.attrs,
          run: () => kernelFunc(given),
        }),
    });
  }
  running.registryFactory[backendName] = { factory: () => backend, priority: 0 };
  running.registry[backendName] = backend;
  // Nothing is awaited inside where the factory is synchronous.
  void running.setBackend(backendName);

  let restored = false;
  return {
    backend,
    restore: () => {
      if (restored) return;
      restored = true;
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
