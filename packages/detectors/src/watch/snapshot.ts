/**
 * A snapshot of all variables: parameters, and what optimizers keep of them.
 *
 * It costs no copy: assigning to a variable gives it other data, so a clone of what it held keeps
 * the old data alive.
 */
import { clone, engine, fill, keep, tidy, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { healthOf, isFinite } from '../health.js';
import { isOptimizerSlot } from '../checking/optimizer-slot.js';

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

/** What is trained changes in the update only. */
const isUntouched = (variable: Variable): boolean =>
  variable.trainable || isFinite(healthOf(variable.dataSync()));

interface HeldValue {
  readonly name: string;
  readonly trainable: boolean;
  readonly value: Tensor;
}

export class Snapshot {
  private readonly held = new Map<string, Tensor>();

  constructor() {
    this.hold(() => true);
  }

  /**
   * Holds the variables of the program that were made since, as a layer makes its weights when it is
   * first called. Those of an optimizer are left out, and a running mean that has taken in a NaN since:
   * they begin again when they are put back.
   */
  holdNew(): void {
    this.hold(
      (variable) =>
        !this.held.has(variable.name) && !isOptimizerSlot(variable) && isUntouched(variable),
    );
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

  private hold(isWanted: (variable: Variable) => boolean): void {
    tidy(() => {
      for (const [name, variable] of Object.entries(variables()))
        if (!variable.isDisposed && isWanted(variable))
          this.held.set(name, keep(heldData(variable)));
    });
  }
}
