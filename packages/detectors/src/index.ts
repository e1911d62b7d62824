/**
 * @brink/detectors: which operation made the first NaN or Inf, on which line, why, and what cures it.
 *
 * In the order of use: `health` of one tensor, `blame` of one training step, `reportText` of what
 * it found, `watch` over a whole training.
 */
export { health, healthOf, isFinite, type Health } from './health.js';
export { blame, blameSync, type BlameOptions, type StepResult } from './blame/blame.js';
export { reportText } from './blame/text.js';
export { eventText, watch, type WatchedOptimizer, type WatchOptions } from './watch/watch.js';
export { watchCallback, type WatchCallback } from './watch/callback.js';
export { NonFiniteError, type Policy, type WatchEvent } from './watch/event.js';
export type { Allowed } from './blame/allow.js';
export type {
  BadResult,
  BlamedOperation,
  BlamedValue,
  BlamePhase,
  BlameReport,
  CascadeStep,
  Diagnosis,
  Origin,
} from './blame/report.js';
export { DetectorsError } from './errors.js';
