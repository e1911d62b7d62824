/** The operations of one "cell" of the ceiling: a million turns of 12 chains of a multiplication and an addition on 4 lanes. */
export const peakChains = 12;
export const flopsPerPeakCell = 1e6 * 2 * 4 * peakChains;
