/** The colours of a ramp, from Plot's schemes. */
import * as Plot from '@observablehq/plot';
import type { Ramp, RampName } from '../colouring.js';

type Rgb = readonly [red: number, green: number, blue: number];

const steps = 256;
const tables = new Map<RampName, readonly Rgb[]>();

/** 0 to 1. */
export function rampColour(ramp: Pick<Ramp, 'name'>, at: number): Rgb {
  let table = tables.get(ramp.name);
  if (!table) {
    table = tableOf(ramp.name);
    tables.set(ramp.name, table);
  }
  return table[Math.min(steps - 1, Math.floor(at * steps))] ?? [0, 0, 0];
}

export function parseColour(colour: string): Rgb {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  if (hex) return [1, 2, 3].map((part) => parseInt(hex[part] ?? '0', 16)) as unknown as Rgb;
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}

/** The palest tenth of a light scheme is left out: on paper it would be no colour. */
function tableOf(scheme: RampName): readonly Rgb[] {
  const pale = scheme === 'ylgnbu' || scheme === 'ylorrd' ? 0.06 : 0;
  const scale = Plot.scale({ color: { type: 'linear', domain: [0, 1], scheme } });
  return Array.from({ length: steps }, (_, i) =>
    parseColour(String(scale.apply(pale + (1 - pale) * (i / (steps - 1))))),
  );
}
