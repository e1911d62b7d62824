/**
 * @brink/graph: one ordinary tfjs training step becomes a list of primitive operations.
 */
export type * from './graph.js';
