/** The training rules, in the order of the README's table. */
import { deadRelu } from './dead-relu.js';
import { explodingGradient } from './exploding-gradient.js';
import { headroomShrinking } from './headroom-shrinking.js';
import { lossFlat } from './loss-flat.js';
import { lossOscillating } from './loss-oscillating.js';
import { poorInitialVariance } from './poor-initial-variance.js';
import type { TrainingRule } from './rule.js';
import { saturatedSigmoid } from './saturated-sigmoid.js';
import { saturatedTanh } from './saturated-tanh.js';
import { updateTooLarge } from './update-too-large.js';
import { updateTooSmall } from './update-too-small.js';
import { vanishingGradient } from './vanishing-gradient.js';

export const trainingRules: readonly TrainingRule[] = [
  vanishingGradient,
  explodingGradient,
  deadRelu,
  saturatedSigmoid,
  saturatedTanh,
  poorInitialVariance,
  updateTooLarge,
  updateTooSmall,
  lossFlat,
  lossOscillating,
  headroomShrinking,
];
