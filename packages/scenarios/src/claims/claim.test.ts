import { expect, it } from 'vitest';
import { claims } from './index.js';
import { verdictOf } from './claim.js';

it('is as told where all runs bear it out, not as told where none does, else conditional', () => {
  expect(verdictOf([1, 0.96])).toBe('as told');
  expect(verdictOf([0, 0.04])).toBe('not as told');
  expect(verdictOf([1, 0])).toBe('only when');
  expect(verdictOf([0.5])).toBe('only when');
});

it('takes a cure of nothing for no evidence', () => {
  expect(verdictOf([NaN])).toBe('not as told');
  expect(verdictOf([])).toBe('not as told');
  expect(verdictOf([1, NaN])).toBe('only when');
});

it('names each claim once, says what was found, and measures variants that there are', () => {
  expect(new Set(claims.map(({ name }) => name)).size).toBe(claims.length);
  for (const { name, sentence, finding, measured, besides = [] } of claims) {
    expect(sentence.length, name).toBeGreaterThan(20);
    expect(finding.length, name).toBeGreaterThan(20);
    expect(measured.length, name).toBeGreaterThan(0);
    for (const { scenario, variant, without, axis } of [...measured, ...besides]) {
      expect(Object.keys(scenario.variants), name).toEqual(
        expect.arrayContaining([variant, without?.variant ?? 'broken']),
      );
      for (const text of [...axis, ...(without?.axis ?? [])])
        expect(Object.keys(scenario.axes), name).toContain(text.split('=')[0]);
    }
  }
});

it('has every kind of claim, and every verdict', () => {
  expect(new Set(claims.map(({ kind }) => kind)).size).toBe(3);
  expect(new Set(claims.map(({ verdict }) => verdict)).size).toBe(3);
});
