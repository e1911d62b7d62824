/** The README's table of the training rules is the rules' own data. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { trainingRules } from './table.js';

/** The cells of a table's row; prettier decides how wide they are. */
const cells = (row: string): readonly string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

it('lists every threshold of every training rule, with its source', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').split('\n');
  const head = readme.findIndex((row) => /^\| rule +\| threshold/.test(row));
  expect(head).toBeGreaterThan(0);
  const rows = readme.slice(head + 2, readme.indexOf('', head)).map(cells);
  expect(rows).toEqual(
    trainingRules.flatMap(({ name, thresholds }) =>
      thresholds.map(({ of, value, source }, at) => [
        at === 0 ? `\`${name}\`` : '',
        `${of} ${value}`,
        source,
      ]),
    ),
  );
});

it('says of every training rule what it looks at', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').replace(
    /\s+/g,
    ' ',
  );
  for (const { name, looksAt } of trainingRules)
    expect(readme).toContain(`\`${name}\`: ${looksAt}`);
});
