/** The known answers as a page of the docs. */
import { markdownTable } from '../markdown/table.js';
import type { MeasuredBorder } from './measure-border.js';

/** Markdown. @param command the shell command that wrote it */
export function knownAnswersPage(found: readonly MeasuredBorder[], command: string): string {
  const worst = Math.max(...found.map(({ cellsOff }) => cellsOff));
  const cells = found[0]?.cells ?? 0;
  const parts = [
    '# Known answers: where training must diverge, and where a sweep says it does',
    `Written by \`${command}\`. For a quadratic loss the learning rate above which training diverges is known exactly. Here linear regressions on ${new Set(found.map(({ regression }) => regression)).size} data sets are swept over two decades of learning rates, ${cells} points each, by the same compiled engine as every other sweep, in double precision; the computed border comes from an eigenvalue found by Jacobi's method in plain JavaScript. **The farthest of ${found.length} borders lies ${worst.toFixed(2)} cells from the middle of the two points between which the sweep finds it**; 0.5 means that no point of the grid is on the wrong side.`,
    '## The rules',
    markdownTable(
      ['optimizer', 'step', 'diverges above lr ='],
      [
        ['gradient descent', 'w - lr g', '2 / λ(H)'],
        ['momentum b', 'a = b a + g; w - lr a', '(2 + 2b) / λ(H)'],
        ['frozen Adam b', 'm = b m + (1 - b) g; w - lr P⁻¹ m', '(2 + 2b) / ((1 - b) λ(P⁻¹H))'],
      ],
    ),
    'λ is the largest eigenvalue, H = 2/n XᵀX the Hessian of the mean squared error. The last rule is that of Cohen et al., [Adaptive gradient methods at the edge of stability](https://arxiv.org/abs/2207.14484) (2022): 38 / lr for b = 0.9. It is exact for a preconditioner P = diag(√v + ε) that is held, so v is taken from 50 steps of Adam and frozen. Adam itself does not diverge at that rate: its v grows with the gradients until the step is stable again, so that it hovers about the border.',
    '## How many steps',
    'Just above the border the error along the dominant eigenvector grows by a factor of 1 + 2d in each step of gradient descent, where d is how far above, as a share: late blow-ups need many steps. The number in the table is the least after which a rate one cell above the border must have grown past the loss it began with, and one cell below must have fallen back, whatever transient the momentum makes; halving the cells about doubles it. `diverged`, `inf` and `nan` count as divergence, `converged` and `stalled` do not.',
    '## The borders',
    markdownTable(
      ['data set', 'optimizer', 'λ', 'computed', 'found between', 'cells off', 'steps'],
      found.map(({ regression, rule, eigenvalue, computed, between, cellsOff, steps, clean }) => [
        regression,
        rule,
        digits(eigenvalue),
        digits(computed),
        `${digits(between[0])} to ${digits(between[1])}`,
        `${cellsOff.toFixed(2)}${clean ? '' : ' (not clean)'}`,
        String(steps),
      ]),
    ),
    'gaussian: 64 samples of 8 normal features; ill-conditioned: the same, each column a third of the one before (a condition number of about 10⁷); iris, wine and digits: the class as a number, from the columns as they were measured.',
  ];
  return `${parts.join('\n\n')}\n`;
}

function digits(value: number): string {
  return Number(value.toPrecision(5)).toString();
}
