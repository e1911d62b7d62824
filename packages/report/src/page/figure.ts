/** All maps that are shown at a time: one per variant and value of the facet axis. */
import type { ReportAxis, ReportData } from '@brink/sweep';
import type { Arrangement } from '../arrangement.js';
import type { Colouring } from '../colouring.js';
import { cellAt, gridOf, isContinuous } from '../grid.js';
import { formatAxisValue } from '../number-format.js';
import { drawMap, set, type MapMargins } from './map.js';
import { mapSize, type MapSize } from './map-size.js';
import { paintCells } from './paint.js';

/** A map on the page. */
export interface ShownMap {
  readonly svg: SVGSVGElement;
  /** `broken`, and in facets the value: `seqLen = 20`. */
  readonly title: string;
  readonly subtitle: string;
  readonly columns: number;
  readonly rows: number;
  /** x from the left, y from the bottom. */
  readonly cellOf: (x: number, y: number) => number;
  readonly size: MapSize;
  readonly margins: MapMargins;
}

export interface Figure {
  /** How many maps stand beside each other. */
  readonly beside: number;
  readonly maps: readonly ShownMap[];
}

const gap = 20;
/** Facet values beside each other; where there are more, they run down and the variants across. */
const mostBeside = 6;

export function drawFigure(
  run: ReportData,
  arrangement: Arrangement,
  /** Where the axes that no map shows are held: a place for each axis of the run. */
  held: readonly number[],
  colouring: Colouring,
  room: number,
): Figure {
  const grid = gridOf(run);
  const axisAt = (position: number | null): ReportAxis | null =>
    position === null ? null : (run.axes[position] ?? null);
  const across = axisAt(arrangement.across);
  const up = axisAt(arrangement.up);
  const facet = axisAt(arrangement.facet);
  const cells = { width: across?.values.length ?? 1, height: up?.values.length ?? 1 };
  const facets = facet ? facet.values.map((_, place) => place) : [null];
  const variants = run.variants.map((_, variant) => variant);
  const facetsAcross = facet !== null && facets.length <= mostBeside;
  const beside = up === null && !facet ? 1 : facetsAcross ? facets.length : variants.length;
  const wanted = facetsAcross
    ? variants.flatMap((variant) => facets.map((place) => ({ variant, place })))
    : facets.flatMap((place) => variants.map((variant) => ({ variant, place })));
  const margins: MapMargins = { top: up ? 22 : 6, right: 14, bottom: 40, left: up ? 48 : 14 };
  const inside = (room - gap * (beside - 1)) / beside - margins.left - margins.right;
  const size = mapSize(
    cells,
    Math.max(110, inside),
    up === null ? 'none' : isContinuous(up) ? 'continuous' : 'ordinal',
  );
  const maps = wanted.map(({ variant, place }, i): ShownMap => {
    const cellOf = (x: number, y: number): number =>
      cellAt(
        grid,
        variant,
        held.map((at, axis) =>
          axis === arrangement.across
            ? x
            : axis === arrangement.up
              ? y
              : axis === arrangement.facet
                ? (place ?? 0)
                : at,
        ),
      );
    const pixels = [size.width / cells.width, size.height / cells.height];
    const image = paintCells(
      colouring,
      cellOf,
      cells,
      pixels.every(Number.isInteger) ? pixels[0]! : Math.max(...pixels) + 0.5,
    );
    const labels = { across: i >= wanted.length - beside, up: i % beside === 0 };
    const svg = drawMap(image, { across, up }, size, margins, labels);
    const title = run.variants[variant]?.name ?? '';
    const subtitle =
      facet && place !== null
        ? `${facet.name} = ${formatAxisValue(facet.values[place] ?? '')}`
        : '';
    svg.setAttribute('aria-hidden', 'true');
    return {
      svg,
      title,
      subtitle,
      columns: cells.width,
      rows: cells.height,
      cellOf,
      size,
      margins,
    };
  });
  return { beside, maps };
}

/** The place of the cell under a point of the page, or null beside the cells. */
export function placeUnder(
  map: ShownMap,
  point: { readonly clientX: number; readonly clientY: number },
): { x: number; y: number } | null {
  const box = map.svg.getBoundingClientRect();
  const scale = box.width / map.svg.viewBox.baseVal.width;
  const across = ((point.clientX - box.left) / scale - map.margins.left) / map.size.width;
  const down = ((point.clientY - box.top) / scale - map.margins.top) / map.size.height;
  if (!(across >= 0 && across < 1 && down >= 0 && down < 1)) return null;
  return {
    x: Math.floor(across * map.columns),
    y: map.rows - 1 - Math.floor(down * map.rows),
  };
}

/** The middle of a cell on the page. */
export function pointOf(map: ShownMap, x: number, y: number): { clientX: number; clientY: number } {
  const box = map.svg.getBoundingClientRect();
  const scale = box.width / map.svg.viewBox.baseVal.width;
  const across = map.margins.left + ((x + 0.5) / map.columns) * map.size.width;
  const down = map.margins.top + (1 - (y + 0.5) / map.rows) * map.size.height;
  return { clientX: box.left + across * scale, clientY: box.top + down * scale };
}

/** Frames the cell at this place in every map, most in the one that the reader is in; null clears it. */
export function showCursor(
  figure: Figure,
  place: { readonly x: number; readonly y: number } | null,
  current: ShownMap | null,
): void {
  for (const map of figure.maps) {
    const cursor = map.svg.querySelector('.cursor');
    if (!cursor) continue;
    if (!place) {
      cursor.setAttribute('visibility', 'hidden');
      continue;
    }
    const [width, height] = [map.size.width / map.columns, map.size.height / map.rows];
    // A frame around a cell of two pixels has to be larger than the cell to be seen.
    const [spareX, spareY] = [width, height].map((side) => Math.max(0, (7 - side) / 2));
    set(cursor, {
      x: map.margins.left + place.x * width - spareX!,
      y: map.margins.top + (map.rows - 1 - place.y) * height - spareY!,
      width: width + 2 * spareX!,
      height: height + 2 * spareY!,
      class: map === current ? 'cursor current' : 'cursor',
      visibility: 'visible',
    });
  }
}
