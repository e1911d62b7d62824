/**
 * A snapshot of all variables: parameters, and what optimizers keep of them.
 *
 * It costs no copy: assigning to a variable gives it other data, so a clone of what it held keeps
 * the old data alive.
 */
import { clone, engine, fill, keep, tidy, type Tensor, type Variable } from '@tensorflow/tfjs-core';

const variables = (): Readonly<Record<string, Variable>> => engine().state.registeredVariables;

/**
 * What `clone` gives, a second tensor of the same data, without the call of a kernel: in a step of
 * milliseconds the calls for all parameters and moments would be a hundredth of it.
 */
function heldData(variable: Variable): Tensor {
  const running = engine();
  const { backend } = running;
  // The kernel would first move data that lie on another backend.
  if (running.state.tensorInfo.get(variable.dataId)?.backend !== backend) return clone(variable);
  const { dataId, shape, dtype } = variable;
  const tensor = running.makeTensorFromTensorInfo({ dataId, shape, dtype });
  backend.incRef(dataId);
  return tensor;
}

interface HeldValue {
  readonly name: string;
  readonly trainable: boolean;
  readonly value: Tensor;
}

export class Snapshot {
  private readonly held = new Map<string, Tensor>();

  constructor() {
    tidy(() => {
      for (const [name, variable] of Object.entries(variables()))
        if (!variable.isDisposed) this.held.set(name, keep(heldData(variable)));
    });
  }

  /**
   * Puts every variable back. One that was made since, as an optimizer does in its first step, gets
   * `initial` everywhere.
   */
  restore(initial: number): void {
    tidy(() => {
      for (const [name, variable] of Object.entries(variables())) {
        if (variable.isDisposed) continue;
        const value = this.held.get(name);
        variable.assign(value === undefined ? fill(variable.shape, initial) : value.clone());
      }
    });
  }

  /** The variables that existed, and exist still, with the values that they had. */
  *values(): Generator<HeldValue> {
    for (const [name, { trainable }] of Object.entries(variables())) {
      const value = this.held.get(name);
      if (value !== undefined) yield { name, trainable, value };
    }
  }

  /** What a variable held; undefined for one that was made since. */
  valueOf(name: string): Tensor | undefined {
    return this.held.get(name);
  }

  dispose(): void {
    for (const tensor of this.held.values()) tensor.dispose();
    this.held.clear();
  }
}
