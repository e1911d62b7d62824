/**
 * @brink/detectors: which operation made the first NaN or Inf, on which line, why, and what cures it.
 *
 * In the order of use: `health` of one tensor, `blame` of one training step, `reportText` of what
 * it found, `watch` over a whole training, whose failing step can be saved (`readStep`, `restoreStep`
 * bring it back); `inspect` of the data before it, and `Standardizer`, the
 * cure of most of what it finds. Files are read by `@brink/detectors/files`.
 */
export { health, healthOf, isFinite, type Health } from './health.js';
export { blame, blameSync, type BlameOptions, type StepResult } from './blame/blame.js';
export { reportText } from './blame/text.js';
export { eventText, watch, type WatchedOptimizer } from './watch/watch.js';
export type { WatchOptions } from './watch/options.js';
export { watchCallback, type WatchCallback } from './watch/callback.js';
export {
  NonFiniteError,
  sightingText,
  type Policy,
  type Sighting,
  type WatchEvent,
} from './watch/event.js';
export type { SavableModel, SaveOptions, StepSnapshot } from './step/save.js';
export { readStep, type SavedStep, type SavedTensor } from './step/read.js';
export type { StepManifest } from './step/manifest.js';
export { restoreStep, type RestoredStep, type RestoreOptions } from './step/restore.js';
export { findingText, type TrainingFinding } from './rules/finding.js';
export { observeTraining, type RulesOptions, type TrainingObserver } from './rules/observer.js';
export { trainingRules } from './rules/table.js';
export type { Threshold, TrainingRule } from './rules/rule.js';
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
export { inspect, type Inspection, type InspectOptions } from './inspect/inspect.js';
export { inspectionText } from './inspect/text.js';
export type { DatasetLike, InspectedData, Part, Sample } from './inspect/rows.js';
export type { Cell } from './inspect/summarize.js';
export type { ColumnSummary, DataSummary } from './inspect/summary.js';
export type { DataFinding } from './inspect/finding.js';
export { Standardizer, type StandardizerJson } from './inspect/standardizer.js';
export { DetectorsError } from './errors.js';
