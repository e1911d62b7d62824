/**
 * A graph of single numbers as a function of many: one number a lane, so that a kernel that is
 * traced once runs over arrays at the speed of WASM SIMD, and has the bits that it has in a training.
 */
import { simplify, type Graph } from '@brink/graph';
import type { Precision } from '../loops.js';
import { baseOf, forEach, iadd, kernel, load, store } from '../loops/build.js';
import { KernelTable } from '../lower/kernel-table.js';
import { ConstantPool } from '../lower/leaves.js';
import { lowerGraph } from '../lower/lower-graph.js';
import type { InputBinding } from '../lower/problem.js';
import { withLibrary } from '../training/library.js';
import { mathsLibrary } from '../training/maths-library.js';
import { assemble } from '../wasm/assemble.js';
import { printWat } from '../wasm/print.js';

export interface FunctionOptions {
  readonly precision: Precision;
  /** How many numbers a call takes: a whole number of vectors (4 of float32, 2 of float64). */
  readonly length: number;
}

/** A compiled function: send it to workers as it is. */
export interface CompiledFunction {
  readonly precision: Precision;
  readonly length: number;
  readonly module: WebAssembly.Module;
  /** The bytes that `module` is made of. */
  readonly binary: Uint8Array<ArrayBuffer>;
  /** Addresses of the inputs and outputs, in bytes, by the names of the graph. */
  readonly inputs: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, number>>;
}

/**
 * Compiles a graph whose inputs and outputs are floats of shape [].
 *
 * @throws RangeError for another shape or type, and for a length that is no whole number of vectors.
 * @throws LoweringError where a part of the graph has no form in the loop language.
 */
export async function compileFunction(
  traced: Graph,
  { precision, length }: FunctionOptions,
): Promise<CompiledFunction> {
  const lanes = precision === 'float32' ? 4 : 2;
  if (!Number.isInteger(length / lanes) || length < lanes)
    throw new RangeError(
      `compiler: length must be a multiple of ${lanes} for ${precision}, got ${length}; round it up`,
    );
  const graph = simplify(traced, { precision });
  for (const { name, node } of [...graph.inputs, ...graph.outputs]) {
    const { shape, dtype } = graph.nodes[node]!;
    if (shape.length > 0 || dtype !== 'float')
      throw new RangeError(
        `compiler: '${name}' of a function must be a float of shape [], got ${dtype} of [${shape.join(', ')}]; trace it for one number`,
      );
  }
  const kernels = new KernelTable();
  const constants = new ConstantPool(precision);
  const inputs = graph.inputs.map(({ name }, at) => ({ name, buffer: `input.${at}` }));
  const bindings = inputs.map(({ name, buffer }): [string, InputBinding] => [
    name,
    {
      source: { kind: 'lanes', base: iadd(baseOf(buffer), 'i') },
      invariant: false,
      samples: false,
    },
  ]);
  const lowered = lowerGraph(
    {
      graph,
      precision,
      inputs: new Map(bindings),
      outputs: graph.outputs.map(({ name }) => name),
    },
    { kernels, constants, work: baseOf('work'), kept: baseOf('kept') },
    { blockVectors: 0 },
  );
  const outputs = graph.outputs.map(({ name }, at) => ({ name, buffer: `output.${at}` }));
  const results = outputs.map(({ name, buffer }) =>
    store(iadd(baseOf(buffer), 'i'), 0, load(lowered.outputs.get(name)!, 0)),
  );
  const apply = kernel(
    'apply',
    [],
    [...lowered.once, forEach('i', length / lanes, [...lowered.body, ...results])],
  );
  const printed = printWat(
    withLibrary(
      {
        precision,
        buffers: [
          ...[...inputs, ...outputs].map(({ buffer }) => ({
            name: buffer,
            kind: 'lanes' as const,
            length: length / lanes,
          })),
          { name: 'work', kind: 'lanes', length: Math.max(1, lowered.workLength) },
          { name: 'kept', kind: 'lanes', length: Math.max(1, lowered.keptLength) },
          ...constants.buffers,
        ],
        functions: [...kernels.kernels, apply],
        exports: ['apply'],
      },
      mathsLibrary,
    ),
  );
  const { module, binary } = await assemble(printed);
  const addresses = (of: typeof inputs): Record<string, number> =>
    Object.fromEntries(of.map(({ name, buffer }) => [name, printed.layout[buffer]!]));
  return {
    precision,
    length,
    module,
    binary,
    inputs: addresses(inputs),
    outputs: addresses(outputs),
  };
}
