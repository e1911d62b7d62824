import { claims, type Claim } from '@brink/scenarios';
import { describe, expect, it } from 'vitest';
import { claimsPage, figureText } from './page.js';

const figure = (bearing: number, runs: number) => ({
  label: 'at 3',
  failures: null,
  runs,
  bearing,
});
const claim: Claim = { ...claims[0]!, name: 'a-claim', sentence: 'A makes B.', finding: 'C is.' };

describe('a figure', () => {
  it('is in the words of what is told', () => {
    expect(figureText('cause', figure(3, 3))).toBe('3 of 3 runs fail');
    expect(figureText('cause', figure(0, 1))).toBe('0 of 1 run fails');
    expect(figureText('guard', figure(2, 3))).toBe('2 of 3 runs stay finite');
    expect(figureText('cure', figure(4, 5))).toBe('4 of 5 failing runs made good');
    expect(figureText('cause', { ...figure(2, 2), failures: ['stalled'] })).toBe(
      '2 of 2 runs come to stalled',
    );
  });
});

describe('the page', () => {
  it('has each claim under its measured verdict, with figures and the command', () => {
    const page = claimsPage([
      { claim, verdict: 'only when', figures: [figure(3, 3), figure(0, 3)], besides: [] },
      {
        claim: { ...claim, sentence: 'D cures B.', kind: 'cure' },
        verdict: 'not as told',
        figures: [figure(0, 2)],
        besides: [figure(1, 1)],
      },
    ]);
    expect(page).toContain('2 common claims, 9 training runs counted; 0 as told, 1 only when');
    expect(page).toContain('| A makes B. | only when |');
    expect(page).not.toContain('## As told');
    expect(page).toContain('## Only when …\n\n### A makes B.\n\n**Only when** C is.');
    expect(page).toContain('**Not as told.** C is.\n\n- at 3: 0 of 2 failing runs made good');
    expect(page).toContain('Besides:\n\n- at 3: 1 of 1 failing run made good');
    expect(page).toContain('`brink claims --only a-claim`');
  });
});
