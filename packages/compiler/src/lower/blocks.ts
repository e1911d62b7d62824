/** How many samples are taken through a step at a time. */

/** What the values of a block may take of the nearest cache, in vectors of 16 bytes. */
const VECTORS = 2048;
const FEWEST = 8;

/** A divisor of the number of samples where a good one is near, so that all blocks are alike. */
export function blockSize(samples: number, vectorsPerSample: number): number {
  const most = Math.max(FEWEST, Math.floor(VECTORS / Math.max(1, vectorsPerSample)));
  if (samples <= most) return samples;
  for (let size = most; size >= most / 2; size--)
    if (samples % size === 0 && size % 2 === 0) return size;
  return most - (most % 4);
}
