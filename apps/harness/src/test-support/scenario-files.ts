/** Scenario files as a user writes them, in a folder of their own outside the workspace. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Folder {
  readonly path: string;
  /** Writes a file and returns its path. */
  file(name: string, text: string): string;
  remove(): void;
}

export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'brink-'));
  return {
    path,
    file: (name, text) => {
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

export interface ScenarioText {
  /** TypeScript, or JavaScript without types. */
  readonly typed: boolean;
  /** Statements at the start of the loss; `axes`, `params` and `batch` are at hand. */
  readonly before: string;
}

/**
 * Least squares with one weight, plain gradient descent: it diverges above lr = 2 / featureScale^2.
 * The fix divides the features by their scale.
 */
export function leastSquares({ typed, before }: ScenarioText): string {
  return `import * as tf from '@tensorflow/tfjs-core';
import { defineScenario, log, linear, sgd, fullBatch } from '@brink/scenarios';

${typed ? 'type Named = Readonly<Record<string, tf.Tensor>>;' : ''}
const loss = ({ params, batch, axes }${typed ? ': { params: Named; batch: Named; axes: Record<string, tf.Scalar> }' : ''}) => {
  ${before}
  return tf.mean(tf.square(tf.sub(tf.mul(batch.x, params.w), batch.y)))${typed ? ' as tf.Scalar' : ''};
};

export default defineScenario({
  name: 'least-squares',
  title: 'Least squares',
  cause: 'dynamics',
  explanation: 'Above a learning rate the weight grows at each step; features of one size help.',
  references: [],
  axes: {
    lr: log(0.01, 100, { default: 0.1, description: 'learning rate' }),
    featureScale: linear(1, 1000, { default: 1, description: 'factor on the features' }),
  },
  sweptByDefault: ['lr', 'featureScale'],
  steps: 60,
  setup: ({ rng, axes }) => {
    const x = rng.normal([8, 1]);
    return { params: { w: tf.zeros([1, 1]) }, data: { x: tf.mul(x, axes.featureScale), y: x } };
  },
  loss,
  optimizer: sgd({ lr: 'lr' }),
  variants: {
    broken: { description: 'features as they are' },
    fixed: {
      description: 'features divided by their scale',
      loss: (given) => loss({ ...given, batch: { ...given.batch, x: tf.div(given.batch.x, given.axes.featureScale) } }),
    },
  },
});
`;
}
