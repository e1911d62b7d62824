import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { triedFunctions } from './functions.js';
import { exhaustiveTable, mathsReadme, type Tried } from './page.js';

const tried = (name: string): Tried => ({
  one: triedFunctions.find((one) => one.group === 'maths' && one.name === name)!,
  verdicts: {
    value: { tried: 2 ** 32, worst: 1.25, worstAt: 0x40490fdb, wrongKind: 2, wrongAt: 0x80000000 },
  },
});

test('a table gives the largest error, its place, and the first result of the wrong kind', () => {
  expect(
    exhaustiveTable([tried('sin')])
      .split('\n')
      .at(-1),
  ).toBe('| `sin`    | 4294967296 | 1.25                 | 3.14159274 | 2 (-0)     |');
});

test('the table of the maths library stands between its marks, and nothing else changes', () => {
  const readme =
    'before\n<!-- errors: written by npm run exhaustive -->\nold\n<!-- end of errors -->\nafter\n';
  const conditions = { command: 'npm run exhaustive', stride: 1, way: 'compiled' } as const;
  const page = mathsReadme(readme, [tried('sin')], conditions);
  expect(page).toMatch(/^before\n/);
  expect(page).toMatch(/\nafter\n$/);
  expect(page).not.toContain('old');
  expect(page).toContain('4294967296');
  expect(() => mathsReadme('none', [], conditions)).toThrow('put them back');
});

const pages = {
  'stable-ops': '../../../../docs/stable-ops.md',
  maths: '../../../../packages/compiler/src/maths/README.md',
} as const;

test.each(Object.entries(pages))(
  'the page of %s tells of each of its functions, and of no result of the wrong kind',
  (group, path) => {
    const page = readFileSync(new URL(path, import.meta.url), 'utf8');
    for (const { name } of triedFunctions.filter((one) => one.group === group))
      expect(page).toMatch(
        new RegExp(`\\| \`${name}\` +\\| \\d+ +\\|([^|]*\\|[^|]*\\| 0 +\\|)+\n`),
      );
  },
);
