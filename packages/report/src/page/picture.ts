/** The maps that are shown, with title and legend, as one drawing on white paper. */
import type { ReportData } from '@brink/sweep';
import type { Colouring } from '../colouring.js';
import type { Figure } from './figure.js';
import { set } from './map.js';
import { rampColour } from './ramp.js';

const namespace = 'http://www.w3.org/2000/svg';
const margin = 24;
const gap = 20;
const caption = 26;
const font = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';

export function drawPicture(run: ReportData, figure: Figure, colouring: Colouring): SVGSVGElement {
  const first = figure.maps[0];
  const [wide, high] = first
    ? [first.svg.viewBox.baseVal.width, first.svg.viewBox.baseVal.height]
    : [0, 0];
  const rows = Math.ceil(figure.maps.length / figure.beside);
  const width = Math.max(560, 2 * margin + figure.beside * wide + (figure.beside - 1) * gap);
  const top = margin + 26;
  const bottom = top + rows * (high + caption) + 8;
  const svg = shape('svg', {
    xmlns: namespace,
    style: `color: #1a1a1a; font-family: ${font}; font-size: 12px`,
  });
  const legend = drawLegendRow(colouring, width - 2 * margin);
  const height = bottom + legend.height + margin;
  set(svg, { width, height, viewBox: `0 0 ${String(width)} ${String(height)}` });
  svg.append(
    shape('rect', { width, height, fill: '#ffffff' }),
    label(run.scenario.title, margin, margin + 8, 'font-size: 17px; font-weight: 600'),
  );
  figure.maps.forEach((map, i) => {
    const x = margin + (i % figure.beside) * (wide + gap);
    const y = top + Math.floor(i / figure.beside) * (high + caption);
    const copy = map.svg.cloneNode(true) as SVGSVGElement;
    copy.querySelector('.cursor')?.remove();
    set(copy, { x, y: y + caption - 2, width: wide, height: high });
    const text = [map.title, map.subtitle].filter(Boolean).join(', ');
    svg.append(
      copy,
      label(text, x + map.margins.left, y + 14, 'font-weight: 600; font-size: 13px'),
    );
  });
  set(legend.node, { transform: `translate(${String(margin)} ${String(bottom)})` });
  svg.append(legend.node);
  return svg as SVGSVGElement;
}

/** Twice the size on screen: enough for print at the width of a column. */
export async function pictureAsPng(picture: SVGSVGElement): Promise<Blob> {
  const scale = 2;
  const url = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(picture)], { type: 'image/svg+xml' }),
  );
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error('the browser could not write a PNG of this size'));
      });
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

function drawLegendRow(colouring: Colouring, room: number): { node: SVGElement; height: number } {
  const node = shape('g', {});
  let [x, y] = [0, 0];
  let [left, top] = [0, 0];
  const width = 290;
  for (const ramp of colouring.ramps) {
    if (left > 0 && left + width > room) [left, top] = [0, top + 58];
    node.append(label(ramp.label, left, top + 10, 'font-weight: 600'));
    for (let at = 0; at < width; at++)
      node.append(
        shape('rect', {
          x: left + at,
          y: top + 16,
          width: 1.5,
          height: 12,
          fill: `rgb(${rampColour(ramp, at / (width - 1)).join(',')})`,
        }),
      );
    for (const tick of ramp.ticks) {
      const text = label(tick.text, left + tick.at * width, top + 42, '');
      // The outer ones stay within the ramp, so that none is cut off at the picture's edge.
      const anchor = tick.at <= 0 ? 'start' : tick.at >= 1 ? 'end' : 'middle';
      text.setAttribute('text-anchor', anchor);
      node.append(text);
    }
    left += width + 40;
    y = top + 58;
  }
  for (const { label: name, colour } of colouring.swatches) {
    // Seven pixels a letter is more than any of the fonts takes.
    const width = 22 + 7 * name.length + 14;
    if (x + width > room && x > 0) [x, y] = [0, y + 20];
    node.append(
      shape('rect', {
        x,
        y,
        width: 14,
        height: 14,
        rx: 2,
        fill: colour ?? '#ffffff',
        stroke: colour ?? '#999999',
      }),
      label(name, x + 20, y + 11, ''),
    );
    x += width;
  }
  return { node, height: y + 14 };
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(namespace, name);
  set(made, attributes);
  return made;
}

function label(text: string, x: number, y: number, style: string): SVGElement {
  const made = shape('text', { x, y, style, fill: 'currentColor' });
  made.textContent = text;
  return made;
}
