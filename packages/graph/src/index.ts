/**
 * @brink/graph: one ordinary tfjs training step becomes a list of primitive operations.
 *
 * In the order of the data: `trace` calls the step on symbols and writes down what it computes,
 * `verify` checks a graph's shapes and types, `simplify` drops what need not be computed without
 * changing a bit of the result, `printGraph` shows it, `evaluate` computes it (slowly, as the
 * reference that compiled code is checked against).
 * It knows nothing of loops, lanes or targets, nor of scenarios.
 */
export type * from './graph.js';
export { TraceError, GraphError, EvaluateError, type TraceReason } from './errors.js';
export { trace, type TraceRequest, type TensorSpec } from './trace/trace.js';
export { verify } from './verify/verify.js';
export { printGraph } from './print.js';
export { evaluate, type EvaluateOptions } from './evaluate/evaluate.js';
export type { FloatPrecision } from './evaluate/evaluation.js';
export { simplify, type SimplifyOptions } from './simplify/simplify.js';
