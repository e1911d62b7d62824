/** One map: its cells as an image under Plot's axes, and where its cells are on screen. */
import * as Plot from '@observablehq/plot';
import type { ReportAxis } from '@brink/sweep';
import { axisScale } from '../axis-scale.js';
import type { MapSize } from './map-size.js';
import type { CellImage } from './paint.js';

export interface MapMargins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** `labels` says which axes are named: in a row of small maps once is enough. */
export function drawMap(
  image: CellImage,
  axes: { readonly across: ReportAxis | null; readonly up: ReportAxis | null },
  size: MapSize,
  margins: MapMargins,
  labels: { readonly across: boolean; readonly up: boolean },
): SVGSVGElement {
  const x = axes.across && axisScale(axes.across, size.width, 42);
  const y = axes.up && axisScale(axes.up, size.height, 26);
  const plot = Plot.plot({
    width: margins.left + size.width + margins.right,
    height: margins.top + size.height + margins.bottom,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    style: { fontSize: '12px', fontFamily: 'inherit', background: 'none', overflow: 'visible' },
    ...(x && {
      x: {
        ...x.options,
        label: labels.across ? axes.across.name : null,
        labelAnchor: 'right',
        labelArrow: true,
      },
    }),
    // Rising upwards, also where the values are words.
    ...(y && {
      y: {
        ...y.options,
        reverse: y.options.type === 'band',
        label: labels.up ? axes.up.name : null,
        labelAnchor: 'top',
        labelArrow: true,
      },
    }),
    marks: [
      () => notRunHatch(size, margins),
      () => cells(image, size, margins),
      ...(x
        ? [
            Plot.axisX([...x.minor], {
              tickSize: 3,
              tickFormat: () => '',
              label: null,
              strokeOpacity: 0.6,
            }),
            Plot.axisX([...x.ticks], { tickSize: 6, tickFormat: x.format }),
          ]
        : []),
      ...(y
        ? [
            Plot.axisY([...y.minor], {
              tickSize: 3,
              tickFormat: () => '',
              label: null,
              strokeOpacity: 0.6,
            }),
            Plot.axisY([...y.ticks], { tickSize: 6, tickFormat: y.format }),
          ]
        : []),
      () => outline('frame', margins.left, margins.top, size.width, size.height),
      () => outline('cursor', 0, 0, 0, 0),
    ],
  });
  return plot as SVGSVGElement;
}

function cells(image: CellImage, size: MapSize, margins: MapMargins): SVGElement {
  const made = document.createElementNS(svgNamespace, 'image');
  set(made, {
    x: margins.left,
    y: margins.top,
    width: size.width,
    height: size.height,
    preserveAspectRatio: 'none',
    href: image.href,
    style: `image-rendering: ${image.sharp ? 'pixelated' : 'auto'}`,
  });
  return made;
}

/** Behind the cells: seen where one has not been run. */
function notRunHatch(size: MapSize, margins: MapMargins): SVGElement {
  const made = document.createElementNS(svgNamespace, 'path');
  const lines: string[] = [];
  for (let at = 6; at < size.width + size.height; at += 6) {
    const [right, down] = [Math.min(at, size.width), Math.min(at, size.height)];
    lines.push(
      `M${String(margins.left + right)},${String(margins.top + at - right)}L${String(margins.left + at - down)},${String(margins.top + down)}`,
    );
  }
  set(made, {
    class: 'hatch',
    d: lines.join(''),
    fill: 'none',
    stroke: '#999999',
    'stroke-opacity': 0.5,
  });
  return made;
}

function outline(name: string, x: number, y: number, width: number, height: number): SVGElement {
  const made = document.createElementNS(svgNamespace, 'rect');
  set(made, { class: name, x, y, width, height, fill: 'none', stroke: 'currentColor' });
  if (name === 'cursor') made.setAttribute('visibility', 'hidden');
  return made;
}

export function set(target: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, String(value));
}
