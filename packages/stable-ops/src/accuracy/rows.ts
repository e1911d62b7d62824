/** What was measured of each operation, and who was measured. */
import type { Measured } from './measure.js';
import type { ReferenceCase } from './references.js';

/** The columns of the table, in this order. */
export const columns = [
  'Brink',
  'Brink on tensorflow',
  'naive',
  'tfjs',
  'TensorFlow',
  'PyTorch',
] as const;
export type Column = (typeof columns)[number];

/** One operation: what was measured in each column that has it. */
export interface Row {
  readonly one: ReferenceCase;
  readonly measured: Partial<Record<Column, Measured>>;
}
