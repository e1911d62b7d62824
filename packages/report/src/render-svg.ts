/**
 * The maps of a run as an SVG file: a figure with axes and legend, and a thumbnail without. For
 * pages of Markdown, where no script runs. A card of white, so that both look the same on light
 * and dark pages, and as on paper.
 */
import type { ReportAxis, ReportCells, ReportData } from '@brink/sweep';
import { arrange } from './arrangement.js';
import { axisScale } from './axis-scale.js';
import { escapeHtml } from './escape.js';
import { cellAt, gridOf, isContinuous } from './grid.js';
import { outcomePaths, type PlacedMap } from './outcome-paths.js';
import { notRun, outcomeStyles } from './outcomes.js';

/** What a picture of outcomes needs of a run. */
export type OutcomeRun = Pick<ReportData, 'variants' | 'axes'> & {
  readonly cells: Pick<ReportCells, 'outcome'>;
};

const ink = '#1a1a1a';
const side = 240;
const strip = 36;
const margin = { top: 44, right: 14, bottom: 62, left: 62 } as const;
const small = { side: 96, strip: 28, gap: 8 } as const;

/**
 * One map for each variant, side by side, axes named, the outcomes that occur in the legend. Axes
 * beyond the first two stand at their middle value, which the figure says.
 */
export function renderFigureSvg(run: OutcomeRun): string {
  const { across, up, mapOf, held } = layoutOf(run);
  const mapHeight = up === null ? strip : side;
  const step = margin.left + side + margin.right;
  const legendTop = margin.top + mapHeight + margin.bottom - 12;
  const maps = run.variants.map(({ name }, variant) => {
    const left = variant * step + margin.left;
    const map = mapOf(variant, { left, top: margin.top, width: side, height: mapHeight });
    return [
      `<text x="${left}" y="${margin.top - 24}" font-size="14" font-weight="600">${escapeHtml(name)}</text>`,
      outcomePaths(map),
      `<path d="M${left} ${margin.top}h${side}v${mapHeight}h-${side}z" fill="none" stroke="${ink}"/>`,
      up === null ? '' : verticalAxis(up, left, mapHeight),
      across === null ? '' : horizontalAxis(across, left, margin.top + mapHeight),
    ].join('');
  });
  return picture(
    { width: run.variants.length * step, height: legendTop + 24 },
    [
      ...maps,
      legend(run, margin.left, legendTop),
      heldNote(held, margin.left, legendTop - 14),
    ].join(''),
  );
}

/** The same maps without a word: for a page of many. */
export function renderThumbnailSvg(run: OutcomeRun): string {
  const { up, mapOf } = layoutOf(run);
  const height = up === null ? small.strip : small.side;
  const step = small.side + small.gap;
  const maps = run.variants.map((_, variant) =>
    outcomePaths(mapOf(variant, { left: variant * step, top: 0, width: small.side, height })),
  );
  return picture({ width: run.variants.length * step - small.gap, height }, maps.join(''), 'none');
}

interface Layout {
  readonly across: ReportAxis | null;
  readonly up: ReportAxis | null;
  /** `name = value` of the axes that no map shows. */
  readonly held: readonly string[];
  readonly mapOf: (
    variant: number,
    place: Pick<PlacedMap, 'left' | 'top' | 'width' | 'height'>,
  ) => PlacedMap;
}

function layoutOf(run: OutcomeRun): Layout {
  const grid = gridOf(run);
  const { across, up } = arrange(run.axes);
  const middle = run.axes.map(({ values }) => Math.floor(values.length / 2));
  const axisAt = (position: number | null) =>
    position === null ? null : (run.axes[position] ?? null);
  const [acrossAxis, upAxis] = [axisAt(across), axisAt(up)];
  return {
    across: acrossAxis,
    up: upAxis,
    held: run.axes.flatMap(({ name, values }, axis) =>
      axis === across || axis === up ? [] : [`${name} = ${String(values[middle[axis]!])}`],
    ),
    mapOf: (variant, place) => ({
      ...place,
      columns: acrossAxis?.values.length ?? 1,
      rows: upAxis?.values.length ?? 1,
      outcomeAt: (x, y) => {
        const places = middle.map((at, axis) => (axis === across ? x : axis === up ? y : at));
        return run.cells.outcome[cellAt(grid, variant, places)] ?? null;
      },
    }),
  };
}

function horizontalAxis(axis: ReportAxis, left: number, top: number): string {
  const { marks, minor } = ticksOf(axis, side, 40);
  const at = (share: number) => Math.round((left + share * side) * 10) / 10;
  const labels = marks.map(
    ({ share, text }) =>
      `<text x="${at(share)}" y="${top + 19}" text-anchor="middle">${escapeHtml(text)}</text>`,
  );
  return [
    tickPath([
      ...marks.map(({ share }) => `M${at(share)} ${top}v6`),
      ...minor.map((share) => `M${at(share)} ${top}v3`),
    ]),
    ...labels,
    `<text x="${left + side}" y="${top + 36}" text-anchor="end">${escapeHtml(axis.name)} →</text>`,
  ].join('');
}

function verticalAxis(axis: ReportAxis, left: number, height: number): string {
  const { marks, minor } = ticksOf(axis, height, 26);
  const at = (share: number) => Math.round((margin.top + height - share * height) * 10) / 10;
  const labels = marks.map(
    ({ share, text }) =>
      `<text x="${left - 9}" y="${at(share) + 4}" text-anchor="end">${escapeHtml(text)}</text>`,
  );
  return [
    tickPath([
      ...marks.map(({ share }) => `M${left} ${at(share)}h-6`),
      ...minor.map((share) => `M${left} ${at(share)}h-3`),
    ]),
    ...labels,
    `<text x="${left - 9}" y="${margin.top - 8}">↑ ${escapeHtml(axis.name)}</text>`,
  ].join('');
}

function tickPath(strokes: readonly string[]): string {
  return `<path d="${strokes.join('')}" stroke="${ink}"/>`;
}

interface Ticks {
  /** Places along the axis, 0 to 1. */
  readonly marks: readonly { readonly share: number; readonly text: string }[];
  readonly minor: readonly number[];
}

/** Cells are as wide as each other: a value stands in the middle of its cell. */
function ticksOf(axis: ReportAxis, pixels: number, room: number): Ticks {
  const scale = axisScale(axis, pixels, room);
  const shareOf = (tick: number | string): number => {
    const count = axis.values.length;
    if (!isContinuous(axis)) return (axis.values.indexOf(tick) + 0.5) / count;
    const along = axis.scale === 'log' ? Math.log : (value: number) => value;
    const [first, last] = [along(Number(axis.values[0])), along(Number(axis.values[count - 1]))];
    return (((along(Number(tick)) - first) / (last - first)) * (count - 1) + 0.5) / count;
  };
  return {
    marks: scale.ticks.map((tick) => ({ share: shareOf(tick), text: scale.format(tick) })),
    minor: scale.minor.map(shareOf),
  };
}

function legend(run: OutcomeRun, left: number, top: number): string {
  const seen = new Set(run.cells.outcome);
  const entries = [
    ...outcomeStyles.filter(({ outcome }) => seen.has(outcome)),
    ...(seen.has(null) ? [{ label: notRun.label, colour: 'none' }] : []),
  ];
  return entries
    .map(({ label, colour }, i) => {
      const x = left + i * 92;
      return `<rect x="${x}" y="${top}" width="12" height="12" rx="2" fill="${colour}"/><text x="${x + 17}" y="${top + 10}">${escapeHtml(label)}</text>`;
    })
    .join('');
}

function heldNote(held: readonly string[], left: number, top: number): string {
  return held.length === 0
    ? ''
    : `<text x="${left}" y="${top}">at ${escapeHtml(held.join(', '))}</text>`;
}

function picture(
  { width, height }: { readonly width: number; readonly height: number },
  content: string,
  ground = '#ffffff',
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="${ink}" shape-rendering="crispEdges"><rect width="${width}" height="${height}" fill="${ground}"/>${content}</svg>\n`;
}
