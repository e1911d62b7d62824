/** An instance of a compiled function, with memory of its own. */
import { load } from '../wasm/load.js';
import type { CompiledFunction } from './compile-function.js';

type Floats = Float32Array | Float64Array;

export interface LoadedFunction {
  /** Where arguments are written before `apply`, by name; all of the function's length. */
  readonly inputs: Readonly<Record<string, Floats>>;
  /** Where results stand after it. */
  readonly outputs: Readonly<Record<string, Floats>>;
  readonly apply: () => void;
}

export function loadFunction({
  module,
  precision,
  length,
  ...addresses
}: CompiledFunction): LoadedFunction {
  const { memory, run } = load(module);
  const Numbers = precision === 'float32' ? Float32Array : Float64Array;
  const views = (of: Readonly<Record<string, number>>): Record<string, Floats> =>
    Object.fromEntries(
      Object.entries(of).map(([name, address]) => [
        name,
        new Numbers(memory.buffer, address, length),
      ]),
    );
  return {
    inputs: views(addresses.inputs),
    outputs: views(addresses.outputs),
    apply: () => {
      run('apply');
    },
  };
}
