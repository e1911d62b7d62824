import { describe, expect, it } from 'vitest';
import { galleryPage, percent } from './page.js';

describe('a share', () => {
  it('is rounded down, and told from none and from all', () => {
    expect([1, 0.9996, 0.5, 0.0006, 0.0001, 0, NaN].map(percent)).toEqual([
      '100 %',
      '99.9 %',
      '50 %',
      '< 0.1 %',
      '< 0.1 %',
      '0 %',
      '–',
    ]);
    expect(percent(0.29)).toBe('29 %');
  });
});

describe('the page', () => {
  it('has a wall of maps and a table for each cause, with shares and the command of each scenario', () => {
    const page = galleryPage({
      command: 'npm run gallery',
      grid: '2x2',
      rows: [
        {
          name: 'outlier',
          title: 'One outlier <&>',
          cause: 'data',
          bad: ['inf', 'nan'],
          evidence: {
            bad: 3,
            cells: 4,
            cured: [{ variant: 'fixed', good: 2 / 3, converged: 1 / 3, harmed: 1 }],
          },
          named: { rule: 'unscaled-features', by: 'blame' },
          command: 'brink sweep outlier --grid 2x2',
        },
      ],
    }).replace(/ +/g, ' ');
    expect(page).toContain('at 2x2, 8 training runs');
    expect(page).toContain('Of the 1 broken trainings `blame` names the cause of 1,');
    expect(page).toContain('## Data\n');
    expect(page).toContain('<a href="scenarios/outlier.md"><img src="scenarios/outlier.small.svg"');
    expect(page).toContain('<b>One outlier &lt;&amp;&gt;</b>');
    expect(page.slice(page.indexOf('<table>'), page.indexOf('</table>'))).not.toContain('\n\n');
    expect(page).toContain(
      '| [outlier](scenarios/outlier.md) | 75 % (inf, nan) | unscaled-features | fixed 66.6 % (1 good cells made bad) | fixed 33.3 % | `brink sweep outlier --grid 2x2` |',
    );
  });
});
