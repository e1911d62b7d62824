/** A module of loops as WebAssembly text (WAT) with SIMD, and the memory that it expects. */
import { forwardIndices } from '../loops/forward-indices.js';
import { reduceStrength } from '../loops/strength-reduction.js';
import type { Buffer, Module, Precision } from '../loops.js';
import { verifyModule } from '../loops/verify.js';
import { inBytes } from './byte-addresses.js';
import { layOut } from './layout.js';
import { printFunction } from './print-functions.js';

/** Bytes that the memory holds before anything runs. */
export interface MemoryContents {
  readonly address: number;
  readonly bytes: Uint8Array;
}

export interface PrintedModule {
  /** Text for a person to read; it exports its memory as `memory`. */
  readonly wat: string;
  /** The address of each buffer in bytes. */
  readonly layout: Readonly<Record<string, number>>;
  readonly memoryBytes: number;
  /** Tables and constants: large, so not in the text. */
  readonly contents: readonly MemoryContents[];
}

function contentsOf(buffer: Buffer, precision: Precision): Uint8Array | null {
  if (buffer.values === undefined) return null;
  const floats = precision === 'float32' ? Float32Array : Float64Array;
  const values =
    buffer.kind === 'index' ? Int32Array.from(buffer.values) : floats.from(buffer.values);
  return new Uint8Array(values.buffer);
}

const describe = (buffer: Buffer, address: number): string =>
  `  ;; ${String(address).padStart(10)}  ${buffer.kind.padEnd(7)} ${String(buffer.length).padStart(8)}  ${buffer.name}`;

/** Prints a module. @throws LoopsError where the module does not hold together or does not fit in 4 GiB. */
export function printWat(module: Module): PrintedModule {
  verifyModule(module);
  const { precision, buffers } = module;
  const layout = layOut(buffers, precision);
  const exported = new Set(module.exports);
  const functions = module.functions.map((fn) =>
    printFunction(
      reduceStrength(inBytes(forwardIndices(fn), buffers, layout, precision)),
      precision,
      exported.has(fn.name),
    ),
  );
  const wat = [
    '(module',
    `  ;; address in bytes, kind, elements, buffer`,
    ...buffers.map((buffer) => describe(buffer, layout.addresses[buffer.name]!)),
    `  (memory (export "memory") ${String(layout.memoryBytes / 65_536)})`,
    ...functions,
    ')',
    '',
  ].join('\n');
  const contents = buffers.flatMap((buffer) => {
    const bytes = contentsOf(buffer, precision);
    return bytes === null ? [] : [{ address: layout.addresses[buffer.name]!, bytes }];
  });
  return { wat, layout: layout.addresses, memoryBytes: layout.memoryBytes, contents };
}
