/** Which axis a map shows where, as long as the reader has not chosen otherwise. */
import type { ReportAxis } from '@brink/sweep';

/** Positions in the run's list of axes. */
export interface Arrangement {
  readonly across: number | null;
  /** Null where the run varies one axis only: the map is then a strip. */
  readonly up: number | null;
  /** One small map per value. */
  readonly facet: number | null;
  /** Axes that a slider holds at one value. */
  readonly held: readonly number[];
}

/** More maps than this beside or under each other are no longer read at a glance. */
const mostFacets = 12;

/** Numeric axes across and up, a structural one as small maps, the others held. */
export function arrange(axes: readonly ReportAxis[]): Arrangement {
  const numeric = positionsWhere(axes, (axis) => axis.kind === 'numeric');
  const structural = positionsWhere(axes, (axis) => axis.kind !== 'numeric');
  const across = numeric.shift() ?? structural.shift() ?? null;
  const up = numeric.shift() ?? structural.shift() ?? null;
  const facet =
    [...structural, ...numeric].find((axis) => (axes[axis]?.values.length ?? 0) <= mostFacets) ??
    null;
  const held = [...structural, ...numeric].filter((axis) => axis !== facet).sort((a, b) => a - b);
  return { across, up, facet, held };
}

/** The same with the axes that the reader put across, up and into facets; the others are held. */
export function rearrange(
  axes: readonly ReportAxis[],
  chosen: Pick<Arrangement, 'across' | 'up' | 'facet'>,
): Arrangement {
  const shown = [chosen.across, chosen.up, chosen.facet];
  return { ...chosen, held: positionsWhere(axes, (_, axis) => !shown.includes(axis)) };
}

function positionsWhere(
  axes: readonly ReportAxis[],
  accept: (axis: ReportAxis, position: number) => boolean,
): number[] {
  return axes.flatMap((axis, position) => (accept(axis, position) ? [position] : []));
}
