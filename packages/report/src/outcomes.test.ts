import { describe, expect, it } from 'vitest';
import { isBroken, notRun, outcomeStyles, styleOf } from './outcomes.js';

/**
 * How a person with full dichromacy sees a colour, in linear RGB: Machado, Oliveira and Fernandes,
 * "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.
 */
const visions = {
  trichromat: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanope: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranope: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritanope: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
  monochromat: [0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722],
} as const;

type Triple = [number, number, number];

function linear(colour: string): Triple {
  return [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

function times(matrix: readonly number[], [r, g, b]: Triple): Triple {
  return [0, 3, 6].map((row) =>
    Math.max(0, matrix[row]! * r + matrix[row + 1]! * g + matrix[row + 2]! * b),
  ) as Triple;
}

/** CIE L*a*b*, D65. */
function lab(rgb: Triple): Triple {
  const xyz = times([0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505], rgb);
  const [x, y, z] = [xyz[0] / 0.9505, xyz[1], xyz[2] / 1.089].map((t) =>
    t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116,
  ) as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe('the colours of outcomes', () => {
  const trained = outcomeStyles.filter(({ outcome }) => outcome !== 'failed');
  const pairs = trained.flatMap((a, i) => trained.slice(i + 1).map((b) => [a, b] as const));

  it.each(Object.keys(visions) as (keyof typeof visions)[])('stay apart for a %s', (vision) => {
    for (const [a, b] of pairs) {
      const [p, q] = [a, b].map(({ colour }) => lab(times(visions[vision], linear(colour))));
      const distance = Math.hypot(...p!.map((part, i) => part - q![i]!));
      // Greys are compared by lightness alone: a printer without colours.
      expect(distance, `${a.label} and ${b.label}`).toBeGreaterThan(
        vision === 'monochromat' ? 8 : 20,
      );
    }
  });

  it('come with distinct letters for terminals without colours', () => {
    const letters = [notRun.letter, ...outcomeStyles.map(({ letter }) => letter)];
    expect(new Set(letters).size).toBe(letters.length);
  });

  it('tell training that broke from training that did not', () => {
    expect(outcomeStyles.filter(({ outcome }) => isBroken(outcome)).map((s) => s.label)).toEqual([
      'diverged',
      'Inf',
      'NaN',
    ]);
    expect(styleOf('nan').label).toBe('NaN');
  });
});
