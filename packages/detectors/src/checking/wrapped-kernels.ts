/**
 * Every kernel of the active backend, wrapped in its place and put back after. The backend is the same
 * object and keeps its name, so that code which asks for `tf.getBackend()` does as it always does, no
 * data moves, and results, memory and gradients are those of the kernels themselves.
 */
import {
  engine,
  getKernel,
  getKernelsForBackend,
  registerKernel,
  unregisterKernel,
  type KernelBackend,
  type KernelConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

/** What a kernel was called with, and what it made. */
export interface KernelCall {
  readonly kernel: string;
  /** Concat and its kin have an array of inputs, the ragged operations arrays in it; optional ones are null. */
  readonly inputs: NamedTensorInfoMap;
  readonly attributes: NamedAttrMap | undefined;
  /** Runs the kernel. */
  readonly run: () => TensorInfo | TensorInfo[];
}

export interface WrappedKernels {
  readonly backend: KernelBackend;
  /** Puts the kernels back. Safe to call twice. */
  readonly restore: () => void;
}

let wrapped = false;

/** True while kernels are wrapped: only once at a time. */
export const areKernelsWrapped = (): boolean => wrapped;

/**
 * Wraps the kernels of the active backend until `restore`.
 *
 * @param onCall called for every kernel in the kernel's place; it calls `run` and returns its result
 */
export function wrapKernels(
  onCall: (call: KernelCall) => TensorInfo | TensorInfo[],
): WrappedKernels {
  const running = engine();
  // The getter initialises the backend where nothing has run yet.
  const { backend } = running;
  const { backendName } = running;
  const changes = getKernelsForBackend(backendName).map((plain) => ({
    plain,
    watched: {
      ...plain,
      kernelFunc: (given) => {
        const run = () => plain.kernelFunc(given);
        // A step may copy kernels to a backend of its own, whose data is not here.
        if (given.backend !== backend) return run();
        return onCall({
          kernel: plain.kernelName,
          inputs: given.inputs,
          attributes: given.attrs,
          run,
        });
      },
    } satisfies KernelConfig,
  }));
  for (const { plain, watched } of changes) replaceKernel(plain, watched);
  wrapped = true;

  let restored = false;
  return {
    backend,
    restore: () => {
      if (restored) return;
      restored = true;
      wrapped = false;
      for (const { plain, watched } of changes) replaceKernel(watched, plain);
    },
  };
}

/** Where the step itself has registered another kernel or taken it away, that stays. */
function replaceKernel(old: KernelConfig, by: KernelConfig): void {
  if (getKernel(old.kernelName, old.backendName) !== old) return;
  // tfjs warns of a kernel that is registered twice.
  unregisterKernel(old.kernelName, old.backendName);
  registerKernel(by);
}
