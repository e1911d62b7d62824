/** Applies one function of the maths library to many numbers, through the module that it is printed to. */
import { baseOf, call, forEach, iadd, kernel, load, store } from '../loops/build.js';
import type { Lanes, Module, Precision } from '../loops.js';
import type { MathsFunction } from '../maths/library.js';
import { mathsFunctions } from '../maths/library.js';
import { assemble } from '../wasm/assemble.js';
import { load as loadModule } from '../wasm/load.js';
import { printWat } from '../wasm/print.js';

type Floats = Float32Array | Float64Array;

export interface Applied {
  /** Where arguments are written before `run`; all of one length. */
  readonly inputs: readonly Floats[];
  /** Where the results stand after it. */
  readonly output: Floats;
  readonly run: () => void;
}

const ARGUMENTS = ['first', 'second'] as const;

/** A module with one kernel, `main`, that applies the function to `vectors` vectors. */
function moduleOf(
  name: MathsFunction,
  precision: Precision,
  vectors: number,
  arity: 1 | 2,
): Module {
  const args = ARGUMENTS.slice(0, arity);
  const values = args.map((buffer): Lanes => load(iadd(baseOf(buffer), 'i'), 0));
  return {
    precision,
    exports: ['main'],
    buffers: [...args, 'output'].map((buffer) => ({
      name: buffer,
      kind: 'lanes',
      length: vectors,
    })),
    functions: [
      ...mathsFunctions([name], precision),
      kernel(
        'main',
        [],
        [forEach('i', vectors, [store(iadd(baseOf('output'), 'i'), 0, call(name, ...values))])],
      ),
    ],
  };
}

/** Prepares a function for `count` numbers at a time; `count` is a whole number of vectors. */
export async function applied(
  name: MathsFunction,
  precision: Precision,
  count: number,
  arity: 1 | 2,
): Promise<Applied> {
  const lanes = precision === 'float32' ? 4 : 2;
  const printed = printWat(moduleOf(name, precision, count / lanes, arity));
  const { module } = await assemble(printed);
  const { memory, run } = loadModule(module);
  const view = (buffer: string): Floats => {
    const Floats = precision === 'float32' ? Float32Array : Float64Array;
    return new Floats(memory.buffer, printed.layout[buffer], count);
  };
  return {
    inputs: ARGUMENTS.slice(0, arity).map(view),
    output: view('output'),
    run: () => {
      run('main');
    },
  };
}
