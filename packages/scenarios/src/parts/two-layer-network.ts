/**
 * The network of Sohl-Dickstein, "The boundary of neural network trainability is fractal" (2024,
 * arXiv:2402.06184): one hidden layer of 16 units without biases in mean-field form, standard normal
 * weights, features and targets, mean squared error. `layerRates` makes a scenario of one of its
 * conditions; a condition with axes of its own is written with the parts.
 */
import { div, matMul, mul, relu, tanh, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import {
  defineScenario,
  fullBatch,
  log,
  type Batches,
  type Evidence,
  type Random,
  type Scenario,
} from '../define.js';
import { meanSquaredError } from './losses.js';

/** The features, and the units of the hidden layer. */
const width = 16;
/** As many samples as the network has weights: 16 x 16 + 16. */
export const fullSamples = width * width + width;

type Activation = 'identity' | 'relu' | 'tanh';

/** Keeps the size of the hidden values: 1 / n for the identity, 2 / n where half is cut or bent. */
const gain: Readonly<Record<Activation, number>> = {
  identity: Math.sqrt(1 / width),
  relu: Math.sqrt(2 / width),
  tanh: Math.sqrt(2 / width),
};

/** Weights [16, 16] and [16, 1], features [samples, 16], targets [samples, 1]: all standard normal. */
export function drawNetwork(rng: Random, samples: number) {
  return {
    params: { inputWeights: rng.normal([width, width]), outputWeights: rng.normal([width, 1]) },
    data: { x: rng.normal([samples, width]), y: rng.normal([samples, 1]) },
  };
}

/** mean (W1 a(gain W0 x) / n - y)^2. */
export function networkLoss(activation: Activation) {
  return ({
    params,
    batch,
  }: {
    readonly params: Readonly<Record<'inputWeights' | 'outputWeights', Tensor>>;
    readonly batch: Readonly<Record<'x' | 'y', Tensor>>;
  }): Scalar => {
    const sums = mul(matMul(batch.x, params.inputWeights), gain[activation]);
    const hidden = activated(activation, sums);
    return meanSquaredError(div(matMul(hidden, params.outputWeights), width), batch.y);
  };
}

function activated(activation: Activation, sums: Tensor): Tensor {
  switch (activation) {
    case 'identity':
      return sums;
    case 'relu':
      return relu(sums);
    case 'tanh':
      return tanh(sums);
    default:
      throw activation satisfies never;
  }
}

/** The joint norm to which the cure clips the gradients. */
export const clippedNorm = 1e-3;
export const clippedDescription = `gradients clipped to a joint norm of ${clippedNorm}`;

export const boundaryReferences: readonly string[] = [
  'Sohl-Dickstein, The boundary of neural network trainability is fractal (2024), arXiv:2402.06184',
  'Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), arXiv:1211.5063, section 3.2: clipping by norm',
];

/** One of the paper's conditions over a learning rate for each layer, in double precision. */
export function layerRates(condition: {
  readonly name: string;
  readonly title: string;
  readonly explanation: string;
  readonly activation: Activation;
  readonly samples: number;
  /** The full batch where not given; the loss is recorded on all samples in any case. */
  readonly batches?: Batches;
  readonly evidence: Evidence;
}): Scenario {
  const { name, title, explanation, activation, samples, evidence } = condition;
  const optimizer = {
    kind: 'sgd',
    lr: 'inputLr',
    lrOf: { outputWeights: 'outputLr' },
  } as const;
  return defineScenario({
    name,
    title,
    cause: 'dynamics',
    explanation,
    references: boundaryReferences,
    axes: {
      inputLr: log(1e-3, 1e6, { default: 10, description: 'learning rate of the input layer' }),
      outputLr: log(1e-3, 1e6, { default: 10, description: 'learning rate of the output layer' }),
    },
    sweptByDefault: ['inputLr', 'outputLr'],
    steps: 500,
    precision: 'float64',
    setup: ({ rng }) => drawNetwork(rng, samples),
    loss: networkLoss(activation),
    optimizer,
    batches: condition.batches ?? fullBatch(),
    recordedLoss: 'data',
    evidence,
    variants: {
      broken: { description: 'plain gradient descent, as published' },
      fixed: {
        description: clippedDescription,
        optimizer: { ...optimizer, clip: { globalNorm: clippedNorm } },
      },
    },
  });
}
