/**
 * The parts of tfjs' engine that a trace has to hold and put back. They are not in its public
 * types; this file is the only one that relies on them (seen in 4.17 to 4.22).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { DataType, KernelBackend, Tensor, TensorInfo, Variable } from '@tensorflow/tfjs-core';

export interface TapeNode {
  readonly kernelName: string;
  readonly outputs: readonly Tensor[];
  gradient?: (dys: readonly Tensor[]) => Record<string, () => Tensor>;
}

interface EngineState {
  registeredVariables: Record<string, Variable>;
  numBytes: number;
  numTensors: number;
  numStringTensors: number;
  numDataBuffers: number;
  gradientDepth: number;
  kernelDepth: number;
  activeTape: TapeNode[] | null | undefined;
  activeScope: { name: string } | null | undefined;
  scopeStack: { name: string }[];
  profiling: boolean;
  tensorInfo: WeakMap<object, { backend: KernelBackend }>;
}

export interface EngineInternals {
  backendName: string | null;
  backendInstance: KernelBackend | null;
  pendingBackendInit: unknown;
  state: EngineState;
  runKernel: (name: string, inputs: unknown, attributes: unknown) => unknown;
  addTapeNode: (...tape: unknown[]) => void;
  makeTensorFromTensorInfo(info: TensorInfo, backend: KernelBackend): Tensor;
  startScope(name: string): void;
  endScope(): void;
}

export function engineInternals(): EngineInternals {
  return tf.engine() as unknown as EngineInternals;
}

/** The backend that holds a tensor's values, where tfjs knows it. */
export function backendOf(dataId: object): KernelBackend | undefined {
  return engineInternals().state.tensorInfo.get(dataId)?.backend;
}

/** True inside the backward pass of a gradient, false inside its forward pass, else undefined. */
export function insideBackward(): boolean | undefined {
  const { scopeStack } = engineInternals().state;
  for (let depth = scopeStack.length - 1; depth >= 0; depth--) {
    const { name } = scopeStack[depth]!;
    if (name === 'backward') return true;
    if (name === 'forward') return false;
  }
  return undefined;
}

export type TfjsDType = Extract<DataType, 'float32' | 'int32' | 'bool'>;
