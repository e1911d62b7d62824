/** @brink/sweep: grids of training runs. */
export type * from './cell.js';
