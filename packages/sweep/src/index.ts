/** @brink/sweep: grids of training runs. */
export type * from './cell.js';
export type * from './report-data.js';
