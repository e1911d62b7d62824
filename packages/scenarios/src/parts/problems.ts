/** Data that several scenarios start from, before each does to it what it is about. */
import { add, matMul, mul, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../scenario.js';

interface Samples {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** Normal features and a target that is linear in them, with noise of 0.1. */
export function drawRegression(rng: Random, samples: number, features: number): Samples {
  const x = rng.normal([samples, features]);
  const slopes = rng.normal([features, 1]);
  return { x, y: add(matMul(x, slopes), mul(rng.normal([samples, 1]), 0.1)) };
}

/** Clouds of unit spread around a centre per class, classes in turn; one-hot targets. */
export function drawClasses(
  rng: Random,
  samples: number,
  features: number,
  classes: number,
): Samples {
  const y = oneHotInTurn(samples, classes);
  const centres = mul(rng.normal([classes, features]), 2);
  return { x: add(matMul(y, centres), rng.normal([samples, features])), y };
}

/** As `drawClasses` with two classes; labels 0 and 1 in one column. */
export function drawLabels(rng: Random, samples: number, features: number): Samples {
  const { x } = drawClasses(rng, samples, features, 2);
  return {
    x,
    y: tensor2d(
      Array.from({ length: samples }, (_, sample) => sample % 2),
      [samples, 1],
    ),
  };
}

function oneHotInTurn(samples: number, classes: number): Tensor {
  return tensor2d(
    Array.from({ length: samples * classes }, (_, index) =>
      Math.floor(index / classes) % classes === index % classes ? 1 : 0,
    ),
    [samples, classes],
  );
}
