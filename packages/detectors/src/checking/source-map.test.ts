import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { originalPlace } from './source-map.js';

const source = `interface Batch {
  readonly x: number;
}

export function loss({ x }: Batch): number {
  return Math.sqrt(

    Math.log(x),
  );
}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-source-map-'));
  mkdirSync(join(folder, 'src'));
  for (const name of ['train.ts', join('src', 'train.ts')])
    writeFileSync(join(folder, name), source);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Compiles the source to one line, and finds the logarithm in it. */
function compiled(name: string, sourcemap: 'inline' | 'external', sourceRoot?: string) {
  const { code, map } = transformSync(source, {
    loader: 'ts',
    format: 'esm',
    minify: true,
    sourcemap,
    sourcefile: 'train.ts',
    ...(sourceRoot === undefined ? {} : { sourceRoot }),
  });
  const file = join(folder, name);
  writeFileSync(`${file}.map`, map);
  writeFileSync(file, sourcemap === 'inline' ? code : `${code}//# sourceMappingURL=${name}.map\n`);
  const lines = code.split('\n');
  const line = lines.findIndex((one) => one.includes('Math.log'));
  return { file, line: line + 1, column: lines[line]!.indexOf('Math.log') + 1 };
}

describe('a place in compiled TypeScript', () => {
  it.each([
    ['a map in the file', 'inline.js', 'inline' as const, undefined, 'train.ts'],
    ['a map beside the file', 'beside.js', 'external' as const, undefined, 'train.ts'],
    ['a root of its sources', 'rooted.js', 'external' as const, 'src', join('src', 'train.ts')],
  ])('is told in the source, by %s', (_, name, kind, root, expected) => {
    const { file, line, column } = compiled(name, kind, root);
    expect(originalPlace(file, line, column)).toBe(`${join(folder, expected)}:8:5`);
  });

  it('stays as it is where the source is not on this disk, as that of an installed package', () => {
    const { file, line, column } = compiled('installed.js', 'external', 'elsewhere');
    expect(originalPlace(file, line, column)).toBe(`${file}:${line}:${column}`);
  });

  it('is told as a bundler names its source', () => {
    const { file, line, column } = compiled('bundle.js', 'external', 'webpack://mine');
    expect(originalPlace(file, line, column)).toBe('webpack://mine/train.ts:8:5');
  });

  it('stays as it is without a map, or with one that is not there or damaged', () => {
    const places = ['plain.js', 'gone.js', 'damaged.js'].map((name) => join(folder, name));
    const [plain, gone, damaged] = places as [string, string, string];
    writeFileSync(plain, 'export const one = 1;\n');
    writeFileSync(gone, '//# sourceMappingURL=nowhere.map\n');
    writeFileSync(damaged, '//# sourceMappingURL=damaged.js.map\n');
    writeFileSync(`${damaged}.map`, '{');
    for (const file of [...places, join(folder, 'no-file.js')])
      expect(originalPlace(file, 3, 7)).toBe(`${file}:3:7`);
  });
});
