/** From text to a module that the engine has compiled, by wabt. */
import loadWabt from 'wabt';
import { withContents } from './data-section.js';
import type { PrintedModule } from './print.js';

export interface AssembledModule {
  /** Holds the initial memory contents too: an instance needs nothing else. */
  readonly module: WebAssembly.Module;
  readonly binary: Uint8Array<ArrayBuffer>;
  /** The size of the binary without the initial memory contents. */
  readonly codeBytes: number;
}

/** wabt takes a while to start, and is then kept. */
let wabt: ReturnType<typeof loadWabt> | undefined;

export async function assemble(printed: PrintedModule): Promise<AssembledModule> {
  wabt ??= loadWabt();
  const { parseWat } = await wabt;
  const parsed = parseWat('module.wat', printed.wat, { simd: true, sat_float_to_int: true });
  try {
    const code = parsed.toBinary({ write_debug_names: true }).buffer;
    const binary = withContents(code, printed.contents);
    const module = await WebAssembly.compile(binary);
    return { module, binary, codeBytes: code.length };
  } finally {
    parsed.destroy();
  }
}
