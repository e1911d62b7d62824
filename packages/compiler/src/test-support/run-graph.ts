/** Lowers, assembles and runs one graph on as many lanes as a vector has. */
import type { Graph } from '@brink/graph';
import type { Buffer, Index, Precision } from '../loops.js';
import { baseOf, kernel } from '../loops/build.js';
import { KernelTable } from '../lower/kernel-table.js';
import { ConstantPool } from '../lower/leaves.js';
import { lowerGraph } from '../lower/lower-graph.js';
import type { InputBinding } from '../lower/problem.js';
import { withLibrary } from '../training/library.js';
import { mathsLibrary } from '../training/maths-library.js';
import { assemble } from '../wasm/assemble.js';
import { load } from '../wasm/load.js';
import { printWat } from '../wasm/print.js';

type Values = ArrayLike<number>;

export interface GraphRun {
  readonly precision: Precision;
  /** For each input its values in each lane; an input with the same array in all lanes may be `uniform`. */
  readonly lanes: readonly Readonly<Record<string, Values>>[];
  readonly uniform?: readonly string[];
  /** Inputs whose first dimension counts samples. */
  readonly samples?: readonly string[];
  /** Run block by block, of so many vectors. */
  readonly blockVectors?: number;
}

/** The float outputs in each lane, bools and int32 as numbers. */
export async function runGraph(
  graph: Graph,
  { precision, lanes, uniform = [], samples = [], blockVectors }: GraphRun,
): Promise<readonly Record<string, number[]>[]> {
  const width = precision === 'float32' ? 4 : 2;
  const buffers: Buffer[] = [];
  const inputs = new Map<string, InputBinding>();
  const size = (node: number): number => graph.nodes[node]!.shape.reduce((a, b) => a * b, 1);
  graph.inputs.forEach(({ name, node }, at) => {
    const { dtype } = graph.nodes[node]!;
    const isUniform = uniform.includes(name);
    const buffer = `in${at}`;
    if (!isUniform) buffers.push({ name: buffer, kind: 'lanes', length: Math.max(1, size(node)) });
    const values = lanes[0]![name]!;
    inputs.set(name, {
      source: isUniform
        ? {
            kind: 'constant',
            values: dtype === 'int32' ? Int32Array.from(values) : Float64Array.from(values),
          }
        : { kind: 'lanes', base: baseOf(buffer) },
      invariant: false,
      samples: samples.includes(name),
    });
  });
  const kernels = new KernelTable();
  const constants = new ConstantPool(precision);
  const lowered = lowerGraph(
    { graph, precision, inputs, outputs: graph.outputs.map(({ name }) => name) },
    { kernels, constants, work: baseOf('work'), kept: baseOf('kept') },
    { blockVectors: blockVectors ?? 0 },
  );
  buffers.push(
    { name: 'work', kind: 'lanes', length: Math.max(1, lowered.workLength) },
    { name: 'kept', kind: 'lanes', length: Math.max(1, lowered.keptLength) },
    ...constants.buffers,
  );
  const go = kernel('go', [], [...lowered.once, ...lowered.body]);
  const printed = printWat(
    withLibrary(
      { precision, buffers, functions: [...kernels.kernels, go], exports: ['go'] },
      mathsLibrary,
    ),
  );
  const { module } = await assemble(printed);
  const instance = load(module);
  const view = (byte: number, length: number, dtype: string): Memory =>
    memoryOf(instance.memory.buffer, byte, length, dtype, precision);
  graph.inputs.forEach(({ name, node }, at) => {
    if (uniform.includes(name)) return;
    const { dtype } = graph.nodes[node]!;
    const memory = view(printed.layout[`in${at}`]!, size(node) * width, dtype);
    for (let element = 0; element < size(node); element++)
      for (let lane = 0; lane < width; lane++)
        memory.set(element * width + lane, lanes[lane]![name]![element]!);
  });
  instance.run('go');
  return lanes.slice(0, width).map((_, lane) =>
    Object.fromEntries(
      graph.outputs.map(({ name, node }) => {
        const at = lowered.outputs.get(name)!;
        const memory = view(
          byteAddress(at, printed.layout),
          Math.max(1, size(node)) * width,
          graph.nodes[node]!.dtype,
        );
        return [
          name,
          Array.from({ length: size(node) }, (_unused, element) =>
            memory.get(element * width + lane),
          ),
        ];
      }),
    ),
  );
}

interface Memory {
  get(at: number): number;
  set(at: number, value: number): void;
}

function memoryOf(
  buffer: ArrayBuffer,
  byte: number,
  length: number,
  dtype: string,
  precision: Precision,
): Memory {
  if (dtype === 'float') {
    const floats =
      precision === 'float32'
        ? new Float32Array(buffer, byte, length)
        : new Float64Array(buffer, byte, length);
    return { get: (at) => floats[at]!, set: (at, value) => (floats[at] = value) };
  }
  const sign = dtype === 'bool' ? -1 : 1;
  if (precision === 'float32') {
    const integers = new Int32Array(buffer, byte, length);
    return {
      get: (at) => integers[at]! * sign + 0,
      set: (at, value) => (integers[at] = value * sign),
    };
  }
  const integers = new BigInt64Array(buffer, byte, length);
  return {
    get: (at) => Number(integers[at]!) * sign + 0,
    set: (at, value) => (integers[at] = BigInt(value * sign)),
  };
}

function byteAddress(index: Index, layout: Readonly<Record<string, number>>): number {
  switch (index.kind) {
    case 'base':
      return layout[index.buffer]!;
    case 'int':
      return index.value * 16;
    case 'iadd':
      return byteAddress(index.a, layout) + byteAddress(index.b, layout);
    default:
      throw new Error(`an output stands at no fixed address: ${index.kind}`);
  }
}
