/** docs/benchmarks.md, from saved results. */
import { heads, remarksOf, rowsOf, type SavedResult } from './result.js';
import {
  detectorsHeads,
  detectorsRemarks,
  detectorsRows,
  type DetectorsResult,
} from './detectors/result.js';
import { whys } from './stable-ops/cases.js';
import {
  headsOf,
  operationRows,
  stableOpsRemarks,
  type StableOpsResult,
} from './stable-ops/result.js';

const row = (words: readonly string[]) =>
  `| ${words.map((word) => word.replaceAll('|', '\\|')).join(' | ')} |`;

/** A section for each workload, the stable operations and the detectors; null is what was not measured. */
export function reportOf(
  results: Readonly<Record<string, SavedResult | null>>,
  stableOps: StableOpsResult | null,
  detectors: DetectorsResult | null,
): string {
  const sections = Object.entries(results).map(([name, result]) =>
    result === null ? unmeasured(name) : workloadSection(result),
  );
  return `${[
    '# Benchmarks',
    '',
    'Written by `npm run bench report` from `benchmarks/results/`. Each table is one run: the',
    'contestants take turns on one core, and the median of the turns counts. Ratios hold, absolutes',
    'move with the machine.',
    '',
    ...sections,
    stableOps === null ? unmeasured('stable-ops') : stableOpsSection(stableOps),
    detectors === null ? unmeasured('detectors') : detectorsSection(detectors),
  ]
    .join('\n')
    .trim()}\n`;
}

const unmeasured = (name: string) =>
  [`## ${name}`, '', `Not measured yet: \`npm run bench ${name}\`.`, ''].join('\n');

const origin = (name: string, { date, machine }: Pick<SavedResult, 'date' | 'machine'>) =>
  `\`npm run bench ${name}\`, ${date}, ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}.`;

function workloadSection(result: SavedResult): string {
  return [
    `## ${result.workload}`,
    '',
    `${result.title}. ${origin(result.workload, result)}`,
    '',
    row(heads),
    row(heads.map(() => '---')),
    ...rowsOf(result).map(row),
    '',
    ...remarksOf(result).map((remark) => `- ${remark}`),
    '',
  ].join('\n');
}

function stableOpsSection(result: StableOpsResult): string {
  const columns = headsOf(result);
  return [
    '## stable-ops',
    '',
    `The stable operations beside the naive formulas. ${origin('stable-ops', result)}`,
    '',
    row(columns),
    row(columns.map(() => '---')),
    ...operationRows(result, whys).map(row),
    '',
    ...stableOpsRemarks(result).map((remark) => `- ${remark}`),
    '',
  ].join('\n');
}

function detectorsSection(result: DetectorsResult): string {
  return [
    '## detectors',
    '',
    `What it costs to watch a training. ${origin('detectors', result)}`,
    '',
    row(detectorsHeads),
    row(detectorsHeads.map(() => '---')),
    ...detectorsRows(result).map(row),
    '',
    ...detectorsRemarks(result).map((remark) => `- ${remark}`),
    '',
  ].join('\n');
}
