/** The claims about NaN that people are told, in the order of the page: data, operations, training, networks, cures. */
import type { Claim } from './claim.js';
import { claimsOnCures } from './on-cures.js';
import { claimsOnData } from './on-data.js';
import { claimsOnOperations } from './on-operations.js';
import { claimsOnTraining } from './on-training.js';

export { nearlyAll, verdictOf } from './claim.js';
export type { Claim, ClaimKind, ClaimVerdict, Measurement, Setting } from './claim.js';

export const claims: readonly Claim[] = [
  ...claimsOnData,
  ...claimsOnOperations,
  ...claimsOnTraining,
  ...claimsOnCures,
];
