import { expect, it } from 'vitest';
import { markdownTable } from './table.js';

it('a table is padded to its widest cells, and to the three dashes that Markdown needs', () => {
  expect(
    markdownTable(
      ['a', 'what λ is'],
      [
        ['1', 'x'],
        ['long', ''],
      ],
    ),
  ).toBe(
    [
      '| a    | what λ is |',
      '| ---- | --------- |',
      '| 1    | x         |',
      '| long |           |',
    ].join('\n'),
  );
  expect(markdownTable(['a'], [])).toBe('| a   |\n| --- |');
});
