import { describe, expect, it } from 'vitest';
import { readPenguins, readShakespeare, readTable, tableNames, type ClassTable } from './tables.js';

const column = ({ features, columns }: ClassTable, index: number) =>
  [...features].filter((_, entry) => entry % columns === index);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const counts = ({ labels, classes }: ClassTable) =>
  Array.from({ length: classes }, (_, each) => labels.filter((label) => label === each).length);

describe('the sets', () => {
  it('hold the irises as published: 50 of each species, 5.843 and 3.758 cm on average', () => {
    const iris = readTable('iris');
    expect(counts(iris)).toEqual([50, 50, 50]);
    expect(mean(column(iris, 0))).toBeCloseTo(58.433, 2);
    expect(mean(column(iris, 2))).toBeCloseTo(37.58, 2);
  });

  it('hold the wines as published: 59, 71 and 48 of the cultivators, columns from 0.1 to 1680', () => {
    const wine = readTable('wine');
    expect([wine.columns, ...counts(wine)]).toEqual([13, 59, 71, 48]);
    expect(Math.max(...column(wine, 12))).toBe(1680);
    expect(mean(column(wine, 12))).toBeCloseTo(746.89, 1);
    expect(Math.min(...column(wine, 7))).toBeCloseTo(0.13, 6);
  });

  it('hold 400 digits of 0 to 16, about as many of each', () => {
    const digits = readTable('digits');
    expect([digits.rows, digits.columns]).toEqual([400, 64]);
    expect([Math.min(...digits.features), Math.max(...digits.features)]).toEqual([0, 16]);
    expect([...digits.labels.slice(0, 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Math.min(...counts(digits))).toBeGreaterThan(35);
  });

  it('hold the penguins with what is missing of them: the fourth first', () => {
    const penguins = readPenguins();
    expect(counts(penguins)).toEqual([152, 68, 124]);
    const missing = column(penguins, 0).flatMap((value, row) => (Number.isNaN(value) ? [row] : []));
    expect(missing).toEqual([3, 271]);
    expect([...penguins.sex].filter(Number.isNaN)).toHaveLength(11);
    expect(mean(column(penguins, 3).filter((mass) => mass > 0))).toBeCloseTo(4201.75, 1);
  });

  it('hold a text of letters and the gaps between words', () => {
    const codes = readShakespeare();
    expect(codes.length).toBeGreaterThan(15_000);
    const opening = [...codes.slice(0, 13)].map((code) => ' abcdefghijklmnopqrstuvwxyz'[code]);
    expect(opening.join('')).toBe('first citizen');
  });

  it('hold no sample that is wrong by orders of magnitude: none is three times as long as the median', () => {
    for (const table of [...tableNames.map(readTable), readPenguins()]) {
      const lengths = Array.from({ length: table.rows }, (_, row) =>
        Math.hypot(...table.features.slice(row * table.columns, (row + 1) * table.columns)),
      )
        .filter((length) => !Number.isNaN(length))
        .sort((a, b) => a - b);
      expect(lengths.at(-1)! / lengths[lengths.length >> 1]!).toBeLessThan(3);
    }
  });
});
