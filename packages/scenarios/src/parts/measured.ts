/** The sets of `data/` as tensors: features [rows, columns], classes one-hot [rows, classes]. */
import { tensor2d } from '@tensorflow/tfjs-core';
import type { ClassTable } from '../data/tables.js';

/** The first `rows` of a table. */
export function measured(table: ClassTable, rows = table.rows) {
  const { columns, classes, features, labels } = table;
  return {
    x: tensor2d(features.slice(0, rows * columns), [rows, columns]),
    y: tensor2d(oneHotOf(labels.slice(0, rows), classes), [rows, classes]),
  };
}

/** Row by row. */
export function oneHotOf(labels: Int32Array, classes: number): Float32Array {
  const values = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    values[row * classes + label] = 1;
  });
  return values;
}
