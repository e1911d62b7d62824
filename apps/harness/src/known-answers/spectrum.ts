/** The largest eigenvalue of a symmetric matrix, in double precision and without any tensor. */

export interface Dominant {
  readonly value: number;
  /** Of length 1. */
  readonly vector: Float64Array;
}

/** Off-diagonal entries smaller than this share of the diagonal do not move an eigenvalue's double. */
const negligible = 1e-18;
const mostSweeps = 60;

/**
 * Jacobi's method: rotations that make one off-diagonal entry 0 after another, until all are.
 * Golub and Van Loan, Matrix Computations, section 8.5.
 *
 * @param matrix [size, size], row by row, symmetric
 */
export function dominantEigenpair(matrix: Float64Array, size: number): Dominant {
  const a = matrix.slice();
  const vectors = Float64Array.from({ length: size * size }, (_, i) =>
    i % (size + 1) === 0 ? 1 : 0,
  );
  const at = (row: number, column: number) => a[row * size + column]!;
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a, size) > negligible; sweep++)
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        if (at(p, q) === 0) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        const sine = tangent * cosine;
        for (let k = 0; k < size; k++) rotate(a, k * size + p, k * size + q, cosine, sine);
        for (let k = 0; k < size; k++) rotate(a, p * size + k, q * size + k, cosine, sine);
        for (let k = 0; k < size; k++) rotate(vectors, k * size + p, k * size + q, cosine, sine);
      }
  const values = Array.from({ length: size }, (_, i) => at(i, i));
  const best = values.indexOf(Math.max(...values));
  return {
    value: values[best]!,
    vector: Float64Array.from({ length: size }, (_, k) => vectors[k * size + best]!),
  };
}

function rotate(a: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const [x, y] = [a[i]!, a[j]!];
  a[i] = cosine * x - sine * y;
  a[j] = sine * x + cosine * y;
}

/** The squares beside the diagonal, as a share of those on it. */
function offDiagonal(a: Float64Array, size: number): number {
  let [beside, on] = [0, 0];
  a.forEach((value, i) => {
    if (i % (size + 1) === 0) on += value * value;
    else beside += value * value;
  });
  return on === 0 ? 0 : beside / on;
}
