/** The known answers as a page of the docs. */
import { markdownTable } from '../markdown/table.js';
import { equilibriumRates, type Equilibrium } from './equilibrium.js';
import type { MeasuredBorder } from './measure-border.js';

/** Markdown. @param command the shell command that wrote it */
export function knownAnswersPage(
  found: readonly MeasuredBorder[],
  rests: readonly Equilibrium[],
  command: string,
): string {
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
    'λ is the largest eigenvalue, H = 2/n XᵀX the Hessian of the mean squared error. The last rule is that of Cohen et al., [Adaptive gradient methods at the edge of stability](https://arxiv.org/abs/2207.14484) (2022): 38 / lr for b = 0.9. It is exact for a preconditioner P = diag(√v + ε) that is held, so v is taken from 50 steps of Adam and frozen. Adam itself does not diverge there: see its own table below.',
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
    '## Where Adam comes to rest',
    `What Cohen et al. report of full-batch Adam is where it settles: the largest eigenvalue of P⁻¹H rises while the gradients, and so P, shrink, until the frozen rule above would diverge; then the weights oscillate, the gradients grow and P with them. The eigenvalue hovers at (2 + 2b) / ((1 - b) lr). Adam with a rate of ${equilibriumRates.lr} and a β₂ of ${equilibriumRates.beta2}, in plain tfjs, over ${rests[0]?.steps ?? 0} steps, of which the second half is looked at: **of ${rests.length} trainings the median of lr λ(P⁻¹H) lies at most ${percent(Math.max(...rests.map(offBy)))} from what is published**.`,
    markdownTable(
      ['data set', 'β₁', '(2 + 2β₁) / (1 - β₁)', 'lr λ(P⁻¹H), median', 'greatest'],
      rests.map(({ regression, beta1, computed, median, greatest }) => [
        regression,
        String(beta1),
        digits(computed),
        median.toFixed(2),
        greatest.toFixed(2),
      ]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** How far the median is from the computed value, as a share. */
export function offBy({ median, computed }: Equilibrium): number {
  return Math.abs(median / computed - 1);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function digits(value: number): string {
  return Number(value.toPrecision(5)).toString();
}
