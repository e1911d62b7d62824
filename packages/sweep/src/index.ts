/** @brink/sweep: grids of training runs. */
export type * from './cell.js';
export type * from './spec/spec.js';
export type * from './plan/plan.js';
export type * from './store/run-info.js';
export type * from './report-data.js';
export { SweepError, StoreError, type StoreFault } from './errors.js';
