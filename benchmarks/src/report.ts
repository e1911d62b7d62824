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
import type { Stamp } from './stamp.js';

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

/** One measurement: its table, and what there is to say of it. */
function section(
  name: string,
  what: string,
  { date, machine }: Stamp,
  [head, ...body]: readonly (readonly string[])[],
  remarks: readonly string[],
): string {
  return [
    `## ${name}`,
    '',
    `${what}. \`npm run bench ${name}\`, ${date}, ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}.`,
    '',
    row(head!),
    row(head!.map(() => '---')),
    ...body.map(row),
    '',
    ...remarks.map((remark) => `- ${remark}`),
    '',
  ].join('\n');
}

const workloadSection = (result: SavedResult) =>
  section(result.workload, result.title, result, [heads, ...rowsOf(result)], remarksOf(result));

const stableOpsSection = (result: StableOpsResult) =>
  section(
    'stable-ops',
    'The stable operations beside the naive formulas',
    result,
    [headsOf(result), ...operationRows(result, whys)],
    stableOpsRemarks(result),
  );

const detectorsSection = (result: DetectorsResult) =>
  section(
    'detectors',
    'What it costs to watch a training',
    result,
    [detectorsHeads, ...detectorsRows(result)],
    detectorsRemarks(result),
  );
