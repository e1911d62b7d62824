/** Which samples a step sees: builders, and the sequence of rows that a seed stands for. */
import type { Batches } from './scenario.js';
import { createGenerator, streams, type Generator } from './random/generator.js';

/** Every step sees all samples. */
export function fullBatch(): Batches {
  return { kind: 'full' };
}

/**
 * Every step sees `size` samples, the same for every cell of a seed. With replacement each row is
 * drawn by itself; without, rows are taken from one shuffle of all samples after another.
 */
export function minibatches(options: {
  readonly size: number;
  readonly replacement: boolean;
}): Batches {
  return { kind: 'minibatch', ...options };
}

/** The rows of step 0, 1, 2, ... for `samples` samples; a step's rows may be asked for in any order. */
export function createBatchRows(
  batches: Extract<Batches, { kind: 'minibatch' }>,
  samples: number,
  seed: number,
): (step: number) => Int32Array {
  const generator = createGenerator(seed, streams.batches);
  const next = batches.replacement
    ? () => generator.below(samples)
    : createShuffledRows(generator, samples);
  const drawn: Int32Array[] = [];
  return (step) => {
    while (drawn.length <= step) drawn.push(Int32Array.from({ length: batches.size }, next));
    return drawn[step]!.slice();
  };
}

function createShuffledRows(generator: Generator, samples: number): () => number {
  let rows: number[] = [];
  return () => {
    if (rows.length === 0) rows = shuffled(generator, samples);
    return rows.pop()!;
  };
}

/** Fisher-Yates. */
function shuffled(generator: Generator, samples: number): number[] {
  const rows = Array.from({ length: samples }, (_, row) => row);
  for (let last = samples - 1; last > 0; last--) {
    const other = generator.below(last + 1);
    [rows[last], rows[other]] = [rows[other]!, rows[last]!];
  }
  return rows;
}
