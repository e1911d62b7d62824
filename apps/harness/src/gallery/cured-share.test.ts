import { describe, expect, it } from 'vitest';
import { sweptEvidence } from './cured-share.js';

describe('the evidence of a swept scenario', () => {
  const swept = {
    variants: ['broken', 'fixed', 'clipped'],
    outcomes: [
      ...(['nan', 'inf', 'diverged', 'converged', 'nan'] as const),
      ...(['converged', 'diverged', 'diverged', 'nan', 'inf'] as const),
      ...(['converged', 'converged', 'stalled', 'converged', 'stalled'] as const),
    ],
  };

  it('counts what each variant makes of the bad cells, and which good ones it makes bad', () => {
    expect(sweptEvidence(swept, ['nan', 'inf'])).toEqual({
      bad: 3,
      cells: 5,
      cured: [
        { variant: 'fixed', good: 2 / 3, converged: 1 / 3, harmed: 1 },
        { variant: 'clipped', good: 1, converged: 2 / 3, harmed: 0 },
      ],
    });
  });

  it('takes as bad what the scenario says', () => {
    const { bad, cured } = sweptEvidence(swept, ['diverged']);
    expect([bad, cured[0]]).toEqual([1, { variant: 'fixed', good: 0, converged: 0, harmed: 1 }]);
  });

  it('never takes a cell that was not run, or failed, as good', () => {
    const outcomes = ['nan', 'nan', 'converged', null, 'failed', null] as const;
    expect(sweptEvidence({ variants: ['broken', 'fixed'], outcomes }, ['nan'])).toEqual({
      bad: 2,
      cells: 3,
      cured: [{ variant: 'fixed', good: 0, converged: 0, harmed: 1 }],
    });
  });

  it('says of a grid without a bad cell that no share can be told', () => {
    const outcomes = ['converged', 'converged'] as const;
    const { bad, cured } = sweptEvidence({ variants: ['broken', 'fixed'], outcomes }, ['nan']);
    expect([bad, cured[0]!.good]).toEqual([0, NaN]);
  });
});
