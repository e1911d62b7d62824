import { describe, expect, it } from 'vitest';
import type { Outcome } from '@brink/sweep';
import { countOutcomes, cures, percentage } from './tallies.js';

function runOf(variants: Record<string, (Outcome | null)[]>) {
  const names = Object.keys(variants);
  return {
    variants: names.map((name) => ({ name, description: '' })),
    axes: [
      {
        name: 'lr',
        description: '',
        kind: 'numeric' as const,
        scale: 'log' as const,
        values: (variants[names[0]!] ?? []).map((_, i) => 10 ** i),
      },
    ],
    cells: { outcome: Object.values(variants).flat() },
  };
}

describe('countOutcomes', () => {
  it('counts each variant on its own, and cells that were not run apart', () => {
    const [broken, fixed] = countOutcomes(
      runOf({ broken: ['nan', 'nan', 'inf'], fixed: ['converged', null, 'failed'] }),
    );
    expect(broken).toMatchObject({ variant: 'broken', cells: 3, notRun: 0 });
    expect(broken!.counts).toMatchObject({ nan: 2, inf: 1, converged: 0 });
    expect(fixed!.counts).toMatchObject({ nan: 0, converged: 1, failed: 1 });
    expect(fixed!.notRun).toBe(1);
  });
});

describe('cures', () => {
  it('counts as cured only what broke before and converges now', () => {
    const run = runOf({
      broken: ['nan', 'inf', 'diverged', 'nan', 'converged', 'stalled'],
      fixed: ['converged', 'stalled', 'converged', 'inf', 'converged', 'diverged'],
    });
    expect(cures(run)).toEqual([{ fix: 'fixed', broken: 4, cured: 2, stalled: 1, harmed: 1 }]);
  });

  it('leaves out cells that either variant has not run or failed to run', () => {
    const run = runOf({ broken: ['nan', 'nan', null], fixed: [null, 'failed', 'converged'] });
    expect(cures(run)).toEqual([{ fix: 'fixed', broken: 0, cured: 0, stalled: 0, harmed: 0 }]);
  });

  it('has an entry per fix, and none without the variant broken', () => {
    expect(cures(runOf({ clip: ['nan'], broken: ['nan'], scale: ['converged'] }))).toMatchObject([
      { fix: 'clip', cured: 0 },
      { fix: 'scale', cured: 1 },
    ]);
    expect(cures(runOf({ fixed: ['nan'] }))).toEqual([]);
  });
});

describe('percentage', () => {
  it.each([
    [0, 10, '0 %'],
    [10, 10, '100 %'],
    [1, 3, '33.3 %'],
    [1, 100_000, '< 0.1 %'],
    [99_999, 100_000, '> 99.9 %'],
    [0, 0, '–'],
  ])('writes %i of %i as %s', (part, whole, text) => {
    expect(percentage(part, whole)).toBe(text);
  });
});
