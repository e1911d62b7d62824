/** What the operations on the gradients of all parameters ask of their list. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { StableOpsError } from '../errors.js';

/** @throws StableOpsError where `gradients` is no list, or an empty one. */
export function assertList(gradients: readonly Tensor[], operation: string): void {
  if (Array.isArray(gradients) && gradients.length > 0) return;
  throw new StableOpsError(
    operation,
    'gradients',
    'must be a list of at least one tensor',
    Array.isArray(gradients) ? '[]' : 'no list',
    'pass the gradients of all parameters as one list',
  );
}
