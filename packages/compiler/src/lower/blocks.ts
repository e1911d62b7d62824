/** How many samples are taken through a step at a time. */

/** What the values of a block may take of the nearest cache, in vectors of 16 bytes: 32 KiB. */
export const BLOCK_VECTORS = 2048;

/** Fewer would cost more in calls than the cache gives. */
const FEWEST = 8;

/** A divisor of the number of samples where a good one is near, so that all blocks are alike. */
export function blockSize(samples: number, perSample: number, blockVectors: number): number {
  const most = Math.max(
    Math.min(FEWEST, blockVectors),
    Math.floor(blockVectors / Math.max(1, perSample)),
  );
  if (samples <= most) return samples;
  for (let size = most; size >= most / 2; size--)
    if (samples % size === 0 && size % 2 === 0) return size;
  return most > 4 ? most - (most % 4) : most;
}
