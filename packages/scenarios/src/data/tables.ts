/**
 * Small public sets, as plain numbers: parsed from modules, so that they are there in Node and in a
 * browser alike. Where each comes from, and under which licence, stands at the head of its module.
 */
import { digitsRows } from './digits-rows.js';
import { irisRows } from './iris-rows.js';
import { penguinsRows } from './penguins-rows.js';
import { shakespeareText } from './shakespeare-text.js';
import { wineRows } from './wine-rows.js';

/** Measurements of things of a few classes. */
export interface ClassTable {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  /** Row by row, as they were measured. */
  readonly features: Float32Array;
  /** The class of each row, from 0. */
  readonly labels: Int32Array;
}

export const tableNames = ['iris', 'wine', 'digits'] as const;
export type TableName = (typeof tableNames)[number];

/** iris: 150 x 4, in mm. wine: 178 x 13, each column in its own unit. digits: 400 x 64, 0 to 16. */
export function readTable(name: TableName): ClassTable {
  switch (name) {
    case 'iris':
      return tableOf(numbersOf(irisRows), 3);
    case 'wine':
      return tableOf(numbersOf(wineRows), 3);
    case 'digits':
      return tableOf(
        linesOf(digitsRows).map((line) => [
          ...[...line.slice(0, -1)].map((letter) => letter.charCodeAt(0) - 'a'.charCodeAt(0)),
          Number(line.at(-1)),
        ]),
        10,
      );
    default:
      throw name satisfies never;
  }
}

/** 344 penguins, some entries of which are missing. */
export interface Penguins extends ClassTable {
  /** 0 male, 1 female, NaN where it is not known. */
  readonly sex: Float32Array;
}

/** Bill length and depth and flipper length in mm, body mass in g, NaN where missing; 3 species. */
export function readPenguins(): Penguins {
  const rows = linesOf(penguinsRows).map((line) => line.split(','));
  const table = tableOf(
    rows.map(([species = '', , ...cells]) => [
      ...cells.slice(0, 4).map((cell) => (cell === '' ? NaN : Number(cell))),
      'ACG'.indexOf(species),
    ]),
    3,
  );
  const codes: Readonly<Record<string, number>> = { m: 0, f: 1 };
  return { ...table, sex: Float32Array.from(rows, (cells) => codes[cells[6] ?? ''] ?? NaN) };
}

/** Letters are 1 to 26, everything between two words is one 0. */
export const letters = 27;

/** The text as codes of lower-case letters. */
export function readShakespeare(): Int32Array {
  const words = shakespeareText.toLowerCase().replace(/[^a-z]+/g, ' ');
  return Int32Array.from(words.trim(), (letter) =>
    letter === ' ' ? 0 : letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1,
  );
}

/** Rows of features with the class last. */
function tableOf(rows: readonly (readonly number[])[], classes: number): ClassTable {
  return {
    rows: rows.length,
    columns: rows[0]!.length - 1,
    classes,
    features: Float32Array.from(rows.flatMap((row) => row.slice(0, -1))),
    labels: Int32Array.from(rows, (row) => row.at(-1)!),
  };
}

function numbersOf(text: string): number[][] {
  return linesOf(text).map((line) => line.split(',').map(Number));
}

function linesOf(text: string): string[] {
  return text.trim().split('\n');
}
