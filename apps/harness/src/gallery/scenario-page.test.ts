import { findScenario } from '@brink/scenarios';
import { describe, expect, it } from 'vitest';
import { scenarioPage } from './scenario-page.js';

describe("a scenario's page", () => {
  const scenario = findScenario('learning-rate')!;
  const page = scenarioPage({
    scenario,
    row: {
      ...{ name: scenario.name, title: scenario.title, cause: scenario.cause },
      bad: ['inf', 'nan'],
      evidence: {
        bad: 10,
        cells: 16,
        cured: [
          { variant: 'clipped', good: 1, converged: 0.5, harmed: 0 },
          { variant: 'fixed', good: 0.625, converged: 0.6, harmed: 2 },
        ],
      },
      named: { rule: 'grown-parameters', by: 'blame' },
      command: 'brink sweep learning-rate --grid 4',
    },
    axes: [
      { name: 'lr', values: [1, 2] },
      { name: 'sharpness', values: [1, 2] },
    ],
    sight: { losses: [1.2345, 60, 4e3, 2e5, 1e30, 3e38, Infinity], firstBadStep: 6, site: 'loss' },
    command: 'npm run gallery -- --grid 4',
  }).replace(/ +/g, ' ');

  it('shows the maps and counts what they show, for every variant', () => {
    expect(page).toContain('](learning-rate.svg)');
    expect(page).toContain('Of the 16 cells of `broken`, 10 (62.5 %) come to inf or nan.');
    expect(page).toContain('| `fixed` | features scaled to a sharpness of 1 | 62.5 % | 60 % | 2 |');
    expect(page).toContain('| `broken` | features as they come | | | |');
  });

  it('says what happens, where, who says so, and how to see it', () => {
    expect(page).toContain(scenario.explanation);
    expect(page).toContain(
      'At lr = 1, sharpness = 100 the losses of `broken` are 1.23, 60, 4000, …, 3e38, Inf. In step 6, counted from 0, the loss is the first thing that is not finite. `blame` names the cause: `grown-parameters`.',
    );
    expect(page).toContain('brink explain learning-rate --axis lr=1 --axis sharpness=100 --seed 1');
    expect(page).toContain('| `lr` | learning rate | 0.001 to 10, logarithmic | 0.1 |');
    for (const reference of scenario.references) expect(page).toContain(`- ${reference}`);
  });
});
