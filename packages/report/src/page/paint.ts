/** A map's cells as an image, a pixel a cell or, for fractional sizes on screen, a few. */
import type { Colouring } from '../colouring.js';
import { parseColour, rampColour } from './ramp.js';

export interface CellImage {
  readonly href: string;
  /** True where a cell is a whole number of pixels on screen, so that edges stay sharp. */
  readonly sharp: boolean;
}

/** `cellOf(x, y)` with y upwards; `pixels` is how wide a cell will be on screen. */
export function paintCells(
  colouring: Colouring,
  cellOf: (x: number, y: number) => number,
  size: { readonly width: number; readonly height: number },
  pixels: number,
): CellImage {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = contextOf(canvas);
  const image = context.createImageData(size.width, size.height);
  const flat = new Map<string, readonly [number, number, number]>();
  for (let y = 0, at = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++, at += 4) {
      const colour = colouring.colourOf(cellOf(x, size.height - 1 - y));
      if (colour.kind === 'blank') continue;
      let rgb;
      if (colour.kind === 'ramp') rgb = rampColour(colouring.ramps[colour.ramp]!, colour.at);
      else {
        rgb = flat.get(colour.colour) ?? parseColour(colour.colour);
        flat.set(colour.colour, rgb);
      }
      image.data.set(rgb, at);
      image.data[at + 3] = 255;
    }
  context.putImageData(image, 0, 0);
  const sharp = Number.isInteger(pixels);
  return { href: (sharp ? canvas : enlarged(canvas, pixels)).toDataURL(), sharp };
}

/** Drawn several times too large and then scaled down smoothly, cells of 1.7 pixels keep even widths. */
function enlarged(canvas: HTMLCanvasElement, pixels: number): HTMLCanvasElement {
  const widest = 2048 / Math.max(canvas.width, canvas.height);
  const factor = Math.max(1, Math.min(Math.floor(widest), Math.ceil(2 * pixels)));
  const large = document.createElement('canvas');
  large.width = canvas.width * factor;
  large.height = canvas.height * factor;
  const context = contextOf(large);
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, 0, 0, large.width, large.height);
  return large;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('report: this browser gives no canvas to draw on');
  return context;
}
