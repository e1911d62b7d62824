/**
 * Models of tfjs-layers, small, one for each layer and activation: what has to be traceable. Left out is
 * what tfjs itself cannot differentiate (thresholdedReLU, dilated convolutions) or has not (causal padding),
 * volumes, resizing of images, and layers that draw at random.
 */
import * as tf from '@tensorflow/tfjs';

export interface LayersModel {
  readonly name: string;
  /** Of a batch. */
  readonly input: readonly number[];
  readonly layers: () => readonly tf.layers.Layer[];
  /** The input is whole numbers below this, for embeddings. */
  readonly vocabulary?: number;
}

const { layers } = tf;

const model = (
  name: string,
  input: readonly number[],
  ...made: readonly (() => tf.layers.Layer)[]
): LayersModel => ({ name, input, layers: () => made.map((make) => make()) });

const dense = (units: number) => () => layers.dense({ units });

const image = [2, 6, 6, 2];
const sequence = [3, 8, 2];

const activationNames = [
  ...['elu', 'selu', 'relu', 'relu6', 'linear', 'sigmoid', 'hardSigmoid', 'softplus'],
  ...['softsign', 'tanh', 'softmax', 'logSoftmax', 'swish', 'mish', 'gelu', 'gelu_new'],
];

export const layersModels: readonly LayersModel[] = [
  ...activationNames.map((name) =>
    model(
      `dense, ${name}`,
      [4, 3],
      () => layers.dense({ units: 5, activation: name as 'relu' }),
      dense(2),
    ),
  ),
  model('activation', [4, 3], dense(5), () => layers.activation({ activation: 'swish' }), dense(2)),
  model('leakyReLU', [4, 3], dense(5), () => layers.leakyReLU({}), dense(2)),
  model('prelu', [4, 3], dense(5), () => layers.prelu({ alphaInitializer: 'ones' }), dense(2)),
  model('elu layer', [4, 3], dense(5), () => layers.elu({}), dense(2)),
  model(
    'reLU layer with maxValue',
    [4, 3],
    dense(5),
    () => layers.reLU({ maxValue: 0.5 }),
    dense(2),
  ),
  model('softmax layer', [4, 3], dense(5), () => layers.softmax(), dense(2)),
  ...(['simpleRNN', 'lstm', 'gru'] as const).flatMap((kind) =>
    [false, true].map((returnSequences) =>
      model(
        `${kind}${returnSequences ? ', sequences' : ''}`,
        sequence,
        () => layers[kind]({ units: 3, returnSequences } as never) as tf.layers.Layer,
      ),
    ),
  ),
  model('lstm backwards', sequence, () => layers.lstm({ units: 3, goBackwards: true })),
  model('lstm, unit forget bias off, relu', sequence, () =>
    layers.lstm({
      units: 3,
      unitForgetBias: false,
      activation: 'relu',
      recurrentActivation: 'sigmoid',
    }),
  ),
  model('gru, implementation 2', sequence, () => layers.gru({ units: 3, implementation: 2 })),
  model('gru, no bias, unrolled', sequence, () =>
    layers.gru({ units: 3, useBias: false, unroll: true }),
  ),
  model(
    'stacked lstm',
    sequence,
    () => layers.lstm({ units: 3, returnSequences: true }),
    () => layers.lstm({ units: 2 }),
    dense(1),
  ),
  model('rnn of a cell', sequence, () =>
    layers.rnn({ cell: [layers.gruCell({ units: 3 }), layers.lstmCell({ units: 2 })] as never }),
  ),
  ...['concat', 'mul'].map((mergeMode) =>
    model(`bidirectional, ${mergeMode}`, sequence, () =>
      layers.bidirectional({
        layer: layers.lstm({ units: 3 }) as never,
        mergeMode: mergeMode as 'sum',
      }),
    ),
  ),
  model('timeDistributed', sequence, () =>
    layers.timeDistributed({ layer: layers.dense({ units: 3 }) }),
  ),
  model('conv1d', sequence, () => layers.conv1d({ filters: 3, kernelSize: 3, activation: 'relu' })),
  model('conv1d, strides', sequence, () =>
    layers.conv1d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
  ),
  model('conv2d', image, () =>
    layers.conv2d({ filters: 3, kernelSize: 3, activation: 'elu', padding: 'same' }),
  ),
  model('conv2d, strides', image, () =>
    layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, activation: 'tanh' }),
  ),
  model('conv2d, channels first', image, () =>
    layers.conv2d({ filters: 3, kernelSize: 2, dataFormat: 'channelsFirst' }),
  ),
  model('conv2dTranspose', image, () =>
    layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
  ),
  model('separableConv2d', image, () =>
    layers.separableConv2d({ filters: 3, kernelSize: 3, depthMultiplier: 2 }),
  ),
  model('depthwiseConv2d', image, () =>
    layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: 'relu6' }),
  ),
  model('depthwiseConv2d, strides', image, () =>
    layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same' }),
  ),
  model(
    'convLstm2d',
    [2, 3, 5, 5, 2],
    () => layers.convLstm2d({ filters: 2, kernelSize: 2 }) as tf.layers.Layer,
  ),
  ...(['maxPooling2d', 'averagePooling2d'] as const).flatMap((kind) => [
    model(
      kind,
      image,
      () => layers.conv2d({ filters: 3, kernelSize: 2 }),
      () => layers[kind]({ poolSize: 2 }),
    ),
    model(
      `${kind}, overlapping`,
      image,
      () => layers.conv2d({ filters: 3, kernelSize: 2 }),
      () => layers[kind]({ poolSize: 3, strides: 1 }),
    ),
  ]),
  ...(['maxPooling1d', 'averagePooling1d'] as const).map((kind) =>
    model(
      kind,
      sequence,
      () => layers.conv1d({ filters: 3, kernelSize: 2 }),
      () => layers[kind]({ poolSize: 2 }),
    ),
  ),
  ...(['globalMaxPooling1d', 'globalAveragePooling1d'] as const).map((kind) =>
    model(
      kind,
      sequence,
      () => layers.conv1d({ filters: 3, kernelSize: 2 }),
      () => layers[kind]({}),
    ),
  ),
  ...(['globalMaxPooling2d', 'globalAveragePooling2d'] as const).map((kind) =>
    model(
      kind,
      image,
      () => layers.conv2d({ filters: 3, kernelSize: 2 }),
      () => layers[kind]({}),
    ),
  ),
  model('batchNormalization', [6, 3], dense(4), () => layers.batchNormalization({}), dense(2)),
  model(
    'batchNormalization of images',
    image,
    () => layers.conv2d({ filters: 3, kernelSize: 2 }),
    () => layers.batchNormalization({}),
    dense(2),
  ),
  model('layerNormalization', [6, 3], dense(4), () => layers.layerNormalization({}), dense(2)),
  model(
    'layerNormalization of two axes',
    sequence,
    () => layers.layerNormalization({ axis: [1, 2] }),
    dense(2),
  ),
  {
    ...model(
      'embedding',
      [3, 4],
      () => layers.embedding({ inputDim: 6, outputDim: 2 }),
      () => layers.flatten(),
      dense(2),
    ),
    vocabulary: 6,
  },
  {
    ...model(
      'embedding, masking zeros, lstm',
      [3, 4],
      () => layers.embedding({ inputDim: 6, outputDim: 2, maskZero: true }),
      () => layers.lstm({ units: 3 }),
      dense(2),
    ),
    vocabulary: 6,
  },
  model(
    'masking',
    sequence,
    () => layers.masking({ maskValue: 0 }),
    () => layers.simpleRNN({ units: 3 }),
  ),
  model('dropout of rate 0', [4, 3], dense(5), () => layers.dropout({ rate: 0 }), dense(2)),
  model(
    'flatten, reshape, permute, repeatVector',
    image,
    () => layers.flatten(),
    dense(4),
    () => layers.repeatVector({ n: 3 }),
    () => layers.permute({ dims: [2, 1] }),
    () => layers.reshape({ targetShape: [6, 2] }),
    dense(2),
  ),
  model(
    'zeroPadding2d and cropping2D',
    image,
    () => layers.conv2d({ filters: 2, kernelSize: 2 }),
    () => layers.zeroPadding2d({ padding: 1 }),
    () =>
      layers.cropping2D({
        cropping: [
          [1, 0],
          [0, 2],
        ],
      }),
    dense(2),
  ),
  model('rescaling', [4, 3], () => layers.rescaling({ scale: 2, offset: 1 }), dense(2)),
];
