/**
 * How the losses of samples become one number, by the rules of `tf.losses`.
 *
 * tfjs divides by the sum of the weights, or by how many are not 0: a batch whose weights are all 0
 * is 0 / 0 = NaN, and a loss of Infinity under weight 0 is NaN. Here both are 0, with gradient 0.
 *
 * Source: tfjs-core `computeWeightedLoss`.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { StableOpsError } from '../errors.js';
import { divideNoNan } from '../elementwise/divide.js';
import { floatTensor } from '../internal/argument.js';
import { assertBroadcastable } from '../internal/custom.js';
import { constant } from '../internal/select.js';
import { weighted } from '../internal/weighted.js';

const notZero = constant((x) => tf.cast(tf.notEqual(x, 0), 'float32'));

function assertReduction(reduction: tf.Reduction, operation: string): void {
  if (tf.Reduction[reduction] !== undefined) return;
  throw new StableOpsError(
    operation,
    'reduction',
    'must be one of tf.Reduction',
    String(reduction),
    'pass for example tf.Reduction.MEAN',
  );
}

/**
 * @param losses One per sample (or element).
 * @param weights Broadcast to the losses; a weight of 0 leaves its sample out, unless its loss is NaN.
 * @throws StableOpsError for weights that do not broadcast, and for an unknown reduction.
 */
export function reduceLosses(
  losses: Tensor,
  weights: Tensor | TensorLike | undefined,
  reduction: tf.Reduction,
  operation: string,
): Tensor {
  assertReduction(reduction, operation);
  if (weights === undefined) {
    if (reduction === tf.Reduction.NONE) return losses;
    return reduction === tf.Reduction.SUM ? tf.sum(losses) : tf.mean(losses);
  }
  const given = floatTensor(weights, 'weights', operation);
  assertBroadcastable(losses, given, operation, 'weights');
  const each = weighted(given, losses);
  if (reduction === tf.Reduction.NONE) return each;
  if (reduction === tf.Reduction.SUM) return tf.sum(each);
  const spread = tf.broadcastTo(given, each.shape);
  const divisor = reduction === tf.Reduction.MEAN ? spread : notZero(spread);
  return divideNoNan(tf.sum(each), tf.sum(divisor));
}
