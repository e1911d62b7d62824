/** The tfjs backend that computes nothing: its data ids stand for nodes of a graph. */
import { KernelBackend, type BackendValues, type DataType } from '@tensorflow/tfjs-core';
import type { Recorder } from './recorder.js';

export const backendName = 'brink-trace';

export class TraceBackend extends KernelBackend {
  constructor(private readonly recorder: Recorder) {
    super();
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): object {
    return this.recorder.holdValues(values as ArrayLike<number>, shape, dtype);
  }

  override readSync(): never {
    throw this.refuseToRead();
  }

  /** Never settles: the refusal is thrown when the traced function has returned. */
  override read(): Promise<never> {
    this.refuseToRead();
    return new Promise(() => undefined);
  }

  override readToGPU(): never {
    throw this.refuseToRead();
  }

  override refCount(dataId: object): number {
    return this.recorder.references(dataId);
  }

  override incRef(dataId: object): void {
    this.recorder.reference(dataId);
  }

  override disposeData(dataId: object, force = false): boolean {
    return this.recorder.release(dataId, force);
  }

  override numDataIds(): number {
    return this.recorder.size;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    // Nothing is held outside the recorder.
  }

  private refuseToRead(): Error {
    return this.recorder.refuse(
      'reads-values',
      'the values of a tensor are read (data, dataSync, array, print or a condition on them)',
      'keep the value as a tensor: tf.where instead of if, and return what you want to see',
    );
  }
}
