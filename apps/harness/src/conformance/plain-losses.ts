/** Every loss of tf.losses and of tfjs-layers, of a table of numbers: what has to be traceable. */
import * as tf from '@tensorflow/tfjs';

export interface PlainLoss {
  readonly name: string;
  /** Of predictions [4, 3] without bounds, which a loss of probabilities is given through a softmax or a sigmoid. */
  readonly loss: (predictions: tf.Tensor) => tf.Tensor;
}

const targets = () =>
  tf.tensor2d([0.2, -0.3, 1.2, 0.4, 0.7, -1, 0.1, 2, -0.6, 0.9, 0.5, -0.8], [4, 3]);
const oneHot = () => tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0], [4, 3]);
const signs = () => tf.tensor2d([1, -1, -1, -1, 1, -1, -1, -1, 1, 1, -1, -1], [4, 3]);
const weights = () => tf.tensor2d([1, 0.5, 2, 0], [4, 1]);
const positive = (x: tf.Tensor) => tf.add(tf.square(x), 0.1);
const { losses } = tf;

const ofCore: readonly PlainLoss[] = [
  { name: 'absoluteDifference', loss: (x) => losses.absoluteDifference(targets(), x) },
  {
    name: 'absoluteDifference, weighted',
    loss: (x) => losses.absoluteDifference(targets(), x, tf.tile(weights(), [1, 3])),
  },
  {
    name: 'computeWeightedLoss',
    loss: (x) => losses.computeWeightedLoss(tf.square(x), tf.tile(weights(), [1, 3])),
  },
  { name: 'cosineDistance', loss: (x) => losses.cosineDistance(targets(), x, 1) },
  { name: 'hingeLoss', loss: (x) => losses.hingeLoss(oneHot(), x) },
  { name: 'huberLoss', loss: (x) => losses.huberLoss(targets(), x) },
  { name: 'logLoss', loss: (x) => losses.logLoss(oneHot(), tf.sigmoid(x)) },
  { name: 'meanSquaredError', loss: (x) => losses.meanSquaredError(targets(), x) },
  ...(['MEAN', 'SUM', 'SUM_BY_NONZERO_WEIGHTS', 'NONE'] as const).map((reduction) => ({
    name: `meanSquaredError, ${reduction}`,
    loss: (x: tf.Tensor) =>
      losses.meanSquaredError(targets(), x, tf.tile(weights(), [1, 3]), tf.Reduction[reduction]),
  })),
  { name: 'sigmoidCrossEntropy', loss: (x) => losses.sigmoidCrossEntropy(oneHot(), x) },
  {
    name: 'sigmoidCrossEntropy, smoothed',
    loss: (x) => losses.sigmoidCrossEntropy(oneHot(), x, undefined, 0.1),
  },
  { name: 'softmaxCrossEntropy', loss: (x) => losses.softmaxCrossEntropy(oneHot(), x) },
  {
    name: 'softmaxCrossEntropy, smoothed',
    loss: (x) => losses.softmaxCrossEntropy(oneHot(), x, undefined, 0.1),
  },
];

type LayersLoss = (targets: tf.Tensor, predictions: tf.Tensor) => tf.Tensor;

/** As a model that is compiled with it has it. */
function lossNamed(name: string): LayersLoss {
  const input = tf.input({ shape: [3] });
  const model = tf.model({ inputs: input, outputs: input });
  model.compile({ loss: name, optimizer: 'sgd' });
  const { lossFunctions } = model as unknown as { readonly lossFunctions: readonly LayersLoss[] };
  return lossFunctions[0]!;
}

const ofLayers = (
  name: string,
  wanted: () => tf.Tensor,
  given: (x: tf.Tensor) => tf.Tensor = (x) => x,
): PlainLoss => {
  const loss = lossNamed(name);
  return { name: `${name} of tfjs-layers`, loss: (x) => loss(wanted(), given(x)) };
};

export const plainLosses: readonly PlainLoss[] = [
  ...ofCore,
  ofLayers('meanSquaredError', targets),
  ofLayers('meanAbsoluteError', targets),
  ofLayers('meanAbsolutePercentageError', targets),
  ofLayers('meanSquaredLogarithmicError', oneHot, positive),
  ofLayers('squaredHinge', signs),
  ofLayers('hinge', signs),
  ofLayers('categoricalHinge', oneHot),
  ofLayers('logcosh', targets),
  ofLayers('categoricalCrossentropy', oneHot, (x) => tf.softmax(x)),
  ofLayers(
    'sparseCategoricalCrossentropy',
    () => tf.tensor1d([0, 1, 2, 0]),
    (x) => tf.softmax(x),
  ),
  ofLayers('binaryCrossentropy', oneHot, tf.sigmoid),
  ofLayers('kullbackLeiblerDivergence', oneHot, (x) => tf.softmax(x)),
  ofLayers('poisson', oneHot, positive),
  ofLayers('cosineProximity', targets),
];
