import { describe, expect, it } from 'vitest';
import { integerAxis, logAxis } from './test-support/invented-run.js';
import { axisScale } from './axis-scale.js';

describe('axisScale', () => {
  it('labels the decades of a logarithmic axis, with half a cell beyond the outer values', () => {
    const scale = axisScale(logAxis('lr', 1e-3, 1e3, 7), 500, 42);
    expect(scale.ticks.map(scale.format)).toEqual([
      '10⁻³',
      '10⁻²',
      '10⁻¹',
      '1',
      '10',
      '10²',
      '10³',
    ]);
    expect(scale.minor).toContain(0.002);
    const [low, high] = scale.options.domain as [number, number];
    expect(Math.log10(low)).toBeCloseTo(-3.5);
    expect(Math.log10(high)).toBeCloseTo(3.5);
  });

  it('leaves out decades where there is no room, the same ones whatever the start', () => {
    const scale = axisScale(logAxis('lr', 1e-3, 1e3, 7), 130, 42);
    expect(scale.ticks.map(scale.format)).toEqual(['10⁻³', '1', '10³']);
  });

  it('labels twos and fives within a decade or two', () => {
    const scale = axisScale(logAxis('lr', 0.3, 3, 20), 500, 42);
    expect(scale.ticks.map(scale.format)).toEqual(['0.5', '1', '2']);
  });

  it('labels every digit where twos and fives are too few, and even steps where digits are', () => {
    const labels = (low: number, high: number) => {
      const scale = axisScale(logAxis('lr', low, high, 20), 500, 42);
      return scale.ticks.map(scale.format);
    };
    expect(labels(62, 141)).toEqual(['70', '80', '90', '100']);
    expect(labels(1.1, 1.9)).toEqual(['1.2', '1.4', '1.6', '1.8']);
    expect(labels(1.0011, 1.0019)).toEqual(['1.0012', '1.0014', '1.0016', '1.0018']);
    expect(labels(2.1e5, 2.9e5)).toEqual(['2.2·10⁵', '2.4·10⁵', '2.6·10⁵', '2.8·10⁵']);
  });

  it('takes round steps on a linear axis', () => {
    const axis = {
      ...logAxis('beta', 1, 2, 2),
      scale: 'linear' as const,
      values: [0, 0.25, 0.5, 0.75, 1],
    };
    const scale = axisScale(axis, 300, 42);
    expect(scale.ticks.map(scale.format)).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1']);
    expect(scale.options.domain).toEqual([-0.125, 1.125]);
  });

  it('labels every value of a structural axis, or every second where they are too many', () => {
    const axis = integerAxis('seqLen', [5, 10, 20, 50]);
    expect(axisScale(axis, 200, 42)).toMatchObject({ ticks: [5, 10, 20, 50], minor: [] });
    expect(axisScale(axis, 100, 42).ticks).toEqual([5, 20]);
    expect(axisScale(axis, 200, 42).options).toMatchObject({
      type: 'band',
      domain: [5, 10, 20, 50],
    });
  });
});
