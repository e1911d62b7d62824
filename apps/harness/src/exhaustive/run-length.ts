/** How many results are compared at once: numbers whose bit patterns differ in the last 10 bits. */
export const runLength = 1024;
