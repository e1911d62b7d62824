/** What a swept scenario shows of its claim: which share of the grid fails, and what each variant makes of it. */
import type { Outcome } from '@brink/sweep';

/** The outcomes of a grid: variants outermost, every variant with as many cells. */
export interface Swept {
  readonly variants: readonly string[];
  readonly outcomes: readonly (Outcome | null)[];
}

export interface CuredShare {
  readonly variant: string;
  /** The share of the bad cells that are not bad under the variant, 0 to 1; NaN where none was bad. */
  readonly good: number;
  /** The share of the bad cells that converge under the variant. */
  readonly converged: number;
  /** Cells that were not bad, and are under the variant. */
  readonly harmed: number;
}

export interface SweptEvidence {
  /** Cells of the broken variant that come to one of the bad outcomes. */
  readonly bad: number;
  /** Cells of a variant. */
  readonly cells: number;
  readonly cured: readonly CuredShare[];
}

/**
 * Counts the cells that the variant `broken` makes bad, and what every other variant makes of them.
 * A cell that was not run, or failed to, is never good.
 *
 * @param bad the outcomes that are the failure: `evidence.bad` of the scenario
 */
export function sweptEvidence(
  { variants, outcomes }: Swept,
  bad: readonly Outcome[],
): SweptEvidence {
  const cells = outcomes.length / variants.length;
  const of = (variant: string) => {
    const from = variants.indexOf(variant) * cells;
    return outcomes.slice(from, from + cells);
  };
  const isBad = (outcome: Outcome | null) =>
    outcome === null || outcome === 'failed' || bad.includes(outcome);
  const broken = of('broken').map(isBad);
  const count = broken.filter(Boolean).length;
  const cured = variants
    .filter((variant) => variant !== 'broken')
    .map((variant) => {
      const after = of(variant);
      const ofBad = (holds: (outcome: Outcome | null) => boolean) =>
        after.filter((outcome, cell) => broken[cell] && holds(outcome)).length / count;
      return {
        variant,
        good: ofBad((outcome) => !isBad(outcome)),
        converged: ofBad((outcome) => outcome === 'converged'),
        harmed: after.filter((outcome, cell) => !broken[cell] && isBad(outcome)).length,
      };
    });
  return { bad: count, cells, cured };
}
