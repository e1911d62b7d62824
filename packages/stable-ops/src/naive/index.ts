/**
 * The textbook formulas, as people write them: the twins that break, for scenarios and for showing
 * the difference. Same names and arguments as in @brink/stable-ops. Not for use.
 */
export * from './elementwise.js';
export * from './reductions.js';
export * from './losses.js';
