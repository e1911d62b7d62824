/** How many cells came to which outcome, and what a fix did to the cells that were broken. */
import type { Outcome, ReportCells, ReportData } from '@brink/sweep';
import { gridOf } from './grid.js';
import { isBroken, outcomeStyles } from './outcomes.js';

export interface OutcomeCounts {
  readonly variant: string;
  readonly cells: number;
  /** Cells that have not been run yet. */
  readonly notRun: number;
  readonly counts: Readonly<Record<Outcome, number>>;
}

export function countOutcomes(
  run: Pick<ReportData, 'variants' | 'axes'> & { readonly cells: Pick<ReportCells, 'outcome'> },
): OutcomeCounts[] {
  const { perVariant } = gridOf(run);
  return run.variants.map((variant, position) => {
    const counts = Object.fromEntries(outcomeStyles.map(({ outcome }) => [outcome, 0])) as Record<
      Outcome,
      number
    >;
    let notRun = 0;
    for (let cell = position * perVariant; cell < (position + 1) * perVariant; cell++) {
      const outcome = run.cells.outcome[cell] ?? null;
      if (outcome === null) notRun++;
      else counts[outcome]++;
    }
    return { variant: variant.name, cells: perVariant, notRun, counts };
  });
}

/** What became of the same cells under a fix. Cells that either variant has not run, or failed to run, do not count. */
export interface Cure {
  readonly fix: string;
  /** Cells that diverge, or end in Inf or NaN, in the variant `broken`. */
  readonly broken: number;
  /** Of these, the ones that converge under the fix. */
  readonly cured: number;
  /** Of these, the ones that stay finite under the fix, yet do not learn. */
  readonly stalled: number;
  /** Cells that did not break, and do under the fix. */
  readonly harmed: number;
}

/** One entry per fix; none where the run lacks the variant `broken`. */
export function cures(
  run: Pick<ReportData, 'variants' | 'axes'> & { readonly cells: Pick<ReportCells, 'outcome'> },
): Cure[] {
  const { perVariant } = gridOf(run);
  const without = run.variants.findIndex((variant) => variant.name === 'broken');
  if (without < 0) return [];
  return run.variants.flatMap((variant, position) => {
    if (position === without) return [];
    const cure = { fix: variant.name, broken: 0, cured: 0, stalled: 0, harmed: 0 };
    for (let cell = 0; cell < perVariant; cell++) {
      const before = run.cells.outcome[without * perVariant + cell] ?? 'failed';
      const after = run.cells.outcome[position * perVariant + cell] ?? 'failed';
      if (before === 'failed' || after === 'failed') continue;
      if (isBroken(before)) {
        cure.broken++;
        if (after === 'converged') cure.cured++;
        if (after === 'stalled') cure.stalled++;
      } else if (isBroken(after)) cure.harmed++;
    }
    return [cure];
  });
}

/** `83.2 %`; small shares keep a digit that tells them from none. */
export function percentage(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (100 * part) / whole;
  if (part > 0 && percent < 0.1) return '< 0.1 %';
  if (part < whole && percent > 99.9) return '> 99.9 %';
  return `${percent.toFixed(percent === 0 || percent === 100 ? 0 : 1)} %`;
}
