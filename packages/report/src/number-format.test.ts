import { describe, expect, it } from 'vitest';
import { formatAxisValue, formatNumber } from './number-format.js';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [1000, '1000'],
    [0.001, '0.001'],
    [0.1 + 0.2, '0.3'],
    [-1.5, '−1.5'],
    [1e-7, '1e-7'],
    [1.23456e-7, '1.235e-7'],
    [123456789, '1.235e8'],
    [999999, '1e6'],
    [100, '100'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value, 4)).toBe(text);
  });

  it('leaves words as they are', () => {
    expect(formatAxisValue('relu')).toBe('relu');
    expect(formatAxisValue(20)).toBe('20');
  });
});
