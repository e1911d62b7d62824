import { describe, expect, it } from 'vitest';
import { dominantEigenpair } from './spectrum.js';

describe('the largest eigenvalue', () => {
  it('is that of a matrix whose eigenvalues are known', () => {
    // 2 on the diagonal, -1 beside it: 2 - 2 cos(k pi / (n + 1)).
    const size = 12;
    const matrix = Float64Array.from({ length: size * size }, (_, i) => {
      const apart = Math.abs(Math.floor(i / size) - (i % size));
      return apart === 0 ? 2 : apart === 1 ? -1 : 0;
    });
    const { value, vector } = dominantEigenpair(matrix, size);
    expect(value).toBeCloseTo(2 - 2 * Math.cos((size * Math.PI) / (size + 1)), 13);
    const residual = vector.map(
      (_, row) =>
        vector.reduce((sum, each, column) => sum + matrix[row * size + column]! * each, 0) -
        value * vector[row]!,
    );
    expect(Math.max(...residual.map(Math.abs))).toBeLessThan(1e-13);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 13);
  });

  it('is found beside others a million times smaller', () => {
    expect(dominantEigenpair(new Float64Array([1e-6, 1e-4, 1e-4, 1]), 2).value).toBeCloseTo(
      1 + 1e-8,
      12,
    );
  });
});
