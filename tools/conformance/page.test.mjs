// @ts-check
import { describe, expect, it } from 'vitest';
import { compare, differencesOf } from './compare.mjs';
import { commandText, maps, reference, sweepOptions, ways } from './maps.mjs';
import { agreesAsWanted, conformancePage } from './page.mjs';

/** A row of cells, one letter each. @param {string} letters */
const cells = (letters) =>
  [...letters].map((letter, lr) => ({
    lr,
    outcome: { c: 'converged', i: 'inf', n: 'nan' }[letter] ?? letter,
  }));

/** @param {Readonly<Record<string, string>>} maps by the name of the way; the others are all converged */
function comparedMaps(maps) {
  const runs = ways.map((way) => ({ way, rows: cells(maps[way.name] ?? 'cccccccc') }));
  return {
    map: { scenario: 's', axes: [], steps: 3 },
    grid: 8,
    commands: [],
    pairs: compare(runs),
  };
}

describe('the page of conformance', () => {
  it('judges the boundary by the map that is compared with, and Inf beside NaN is one', () => {
    const compared = comparedMaps({ compiled: 'cccccnnn', [reference.name]: 'ccccciin' });
    const pair = compared.pairs.find(
      ({ of, beside }) => of === 'compiled' && beside === reference.name,
    );
    expect(pair?.agreement).toMatchObject({ equal: 6, inside: { cells: 4, equal: 4 } });
    expect(pair?.breaking).toMatchObject({ equal: 8, inside: { cells: 6, equal: 6 } });
    expect(differencesOf(pair?.agreement ?? { differing: [] })).toBe('nan against inf: 2');
  });

  it('wants the outcomes of the reference, and Inf for NaN is not one of them', () => {
    const agreeing = { compiled: 'nnnnnnnc', [reference.name]: 'nnnnnnnn', tensorflow: 'iiiiiiii' };
    expect(agreesAsWanted(comparedMaps({ ...agreeing, compiled: 'nnnnnnnn' }))).toBe(true);
    expect(agreesAsWanted(comparedMaps(agreeing))).toBe(false);
    expect(agreesAsWanted(comparedMaps({ ...agreeing, [reference.name]: 'iiiiiiii' }))).toBe(false);
  });

  it('shows compiled code beside each backend, and each backend beside each other', () => {
    const compared = comparedMaps({
      compiled: 'nnnnnnnn',
      [reference.name]: 'nnnnnnnn',
      wasm: 'iiiiiiii',
    });
    const page = conformancePage([{ ...compared, grid: 9 }], [compared], 'KERNELS');
    expect(page).toContain(
      '| s | 8x8 | 3 | wasm | 0 of 8: 0.00 % | 0 of 8: 0.00 % | 8 of 8: 100.00 % | nan against inf: 8 |',
    );
    for (const grid of ['8x8', '9x9'])
      expect(page).toContain(
        `| s | ${grid} | 3 | ${reference.name} | 8 of 8: 100.00 % | 8 of 8: 100.00 % | 8 of 8: 100.00 % |  |`,
      );
    expect(page).not.toContain('| s | 9x9 | 3 | wasm');
    expect(page).toContain('| s | wasm | 0.00 % (0.00 %) | 0.00 % (0.00 %) |  | 0.00 % (0.00 %) |');
    expect(page).toContain('KERNELS');
  });

  it('names the commands with their variables', () => {
    const options = maps.slice(0, 1).flatMap((map) => sweepOptions(map, reference, 64));
    expect(commandText(options, reference)).toBe(
      'ONEDNN_MAX_CPU_ISA=AVX brink sweep tanh-mlp --variant broken --grid 64x64 --steps 20 --engine eager --backend tensorflow',
    );
  });
});
