/** @brink/compiler: a traced training step becomes WebAssembly SIMD, one grid cell a lane. */
export type * from './loops.js';
export type * from './program.js';
