/** Losses that are not themselves the matter of a scenario: stable forms. */
import { softplus } from '@brink/stable-ops';
import {
  logSoftmax,
  mean,
  mul,
  neg,
  square,
  sub,
  sum,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core';

export function meanSquaredError(prediction: Tensor, target: Tensor): Scalar {
  return mean(square(sub(prediction, target)));
}

/** Cross-entropy of logits [samples, classes] with one-hot targets, through the log-softmax. */
export function crossEntropyOfLogits(logits: Tensor, oneHot: Tensor): Scalar {
  return mean(neg(sum(mul(oneHot, logSoftmax(logits)), 1)));
}

/** -(y log s(z) + (1 - y) log(1 - s(z))) = softplus(z) - y z, for labels from 0 to 1. */
export function binaryCrossEntropyOfLogits(logits: Tensor, labels: Tensor): Scalar {
  return mean(sub(softplus(logits), mul(labels, logits)));
}
