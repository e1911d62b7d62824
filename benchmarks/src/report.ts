/** docs/benchmarks.md, from saved results. */
import { heads, remarksOf, rowsOf, type SavedResult } from './result.js';

const row = (words: readonly string[]) => `| ${words.join(' | ')} |`;

export function reportOf(results: readonly SavedResult[]): string {
  const sections = results.map((result) =>
    [
      `## ${result.workload}`,
      '',
      `${result.title}. \`npm run bench ${result.workload}\`, ${result.date}, ${result.machine.cpu}, ${result.machine.cores} cores, Node ${result.machine.node}.`,
      '',
      row(heads),
      row(heads.map(() => '---')),
      ...rowsOf(result).map(row),
      '',
      ...remarksOf(result).map((remark) => `- ${remark}`),
      '',
    ].join('\n'),
  );
  return `${[
    '# Benchmarks',
    '',
    'Written by `npm run bench report` from `benchmarks/results/`. Each table is one run: the',
    'contestants take turns on one core, and the median of the turns counts. Ratios hold, absolutes',
    'move with the machine.',
    '',
    ...sections,
  ]
    .join('\n')
    .trim()}\n`;
}
