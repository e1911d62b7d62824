/** @brink/compiler: a traced training step becomes WebAssembly SIMD, one grid cell a lane. */
export type * from './loops.js';
export type * from './program.js';
export { LoopsError } from './loops/errors.js';
export { verifyModule } from './loops/verify.js';
export { printLoops } from './loops/print-loops.js';
export { printWat } from './wasm/print.js';
export type { MemoryContents, PrintedModule } from './wasm/print.js';
export { assemble } from './wasm/assemble.js';
export type { AssembledModule } from './wasm/assemble.js';
export { load } from './wasm/load.js';
export type { LoadedModule } from './wasm/load.js';
export { LoweringError } from './errors.js';
export { compileTraining, type CompileOptions } from './training/compile.js';
export { compileStages, type CompilationStages } from './training/stages.js';
export { loadProgram } from './training/load-program.js';
export {
  compileFunction,
  type CompiledFunction,
  type FunctionOptions,
} from './functions/compile-function.js';
export { loadFunction, type LoadedFunction } from './functions/load-function.js';
