/**
 * `npm run gallery [-- --grid 16 --only NAME,NAME --threads 2]`: sweeps the catalogue, one scenario
 * a thread, prints what fails and what is cured, keeps every outcome in
 * `runs/gallery-TIME/outcomes.jsonl`, and with `--docs DIRECTORY` writes `gallery.md` there, and a
 * page and two pictures of each scenario in `scenarios/`. `--from FILE` takes the outcomes that such a
 * file has in place of sweeping: for pages whose words have changed.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { renderFigureSvg, renderThumbnailSvg } from '@brink/report';
import { catalogue, type Scenario } from '@brink/scenarios';
import Table from 'cli-table3';
import { Piscina } from 'piscina';
import { messageOf } from '../errors.js';
import { printError, printNote, printResult } from '../terminal.js';
import { sweptEvidence } from './cured-share.js';
import { curesText, galleryPage, percent, type GalleryRow } from './page.js';
import { namedBy, scenarioPage } from './scenario-page.js';
import { readStored, storedLine } from './stored-sweeps.js';
import type { SweepResult, SweepTask, SweptScenario } from './sweep.worker.js';

const { values } = parseArgs({
  options: {
    grid: { type: 'string', default: '32' },
    only: { type: 'string' },
    docs: { type: 'string' },
    from: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const only = values.only?.split(',');
const chosen = catalogue.filter(({ name }) => only === undefined || only.includes(name));
const unknown = only?.filter((name) => !chosen.some((scenario) => scenario.name === name)) ?? [];
const grid = Number(values.grid);
const threads = Number(values.threads);
const wrong =
  unknown.length > 0
    ? `no scenario ${unknown.join(', ')}; see brink list scenarios`
    : !(Number.isSafeInteger(grid) && grid > 1)
      ? `--grid must be a whole number above 1, got ${values.grid}; try 32`
      : !(Number.isSafeInteger(threads) && threads > 0)
        ? `--threads must be a whole number above 0, got ${values.threads}; try 2`
        : null;
if (wrong !== null) {
  printError(`gallery: ${wrong}`);
  process.exit(2);
}

const kept = storedBefore();

function storedBefore() {
  if (values.from === undefined) return new Map<string, SweptScenario>();
  try {
    return readStored(values.from, grid);
  } catch (error) {
    printError(`gallery: ${messageOf(error)}`);
    process.exit(2);
  }
}

const time = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
const directory = join('runs', `gallery-${time}`);
mkdirSync(directory, { recursive: true });
const stored = join(directory, 'outcomes.jsonl');
const command = ['npm run gallery', ...(grid === 32 ? [] : [`-- --grid ${grid}`])].join(' ');
const pages = values.docs === undefined ? null : join(values.docs, 'scenarios');
if (pages !== null) mkdirSync(pages, { recursive: true });

function rowOf(scenario: Scenario, { variants, outcomes }: SweptScenario): GalleryRow {
  const { name, title, cause, evidence } = scenario;
  const bad = evidence?.bad ?? (['inf', 'nan'] as const);
  return {
    ...{ name, title, cause, bad },
    evidence: sweptEvidence({ variants, outcomes }, bad),
    named: evidence === null ? null : { rule: evidence.rule, by: namedBy(evidence.outcome) },
    command: `brink sweep ${name} --grid ${grid}`,
  };
}

function writePages(scenario: Scenario, row: GalleryRow, { swept, sight }: SweepResult): void {
  if (pages === null) return;
  const run = {
    variants: swept.variants.map((name) => ({
      name,
      description: scenario.variants[name]!.description,
    })),
    axes: swept.axes.filter((axis) => axis.values.length > 1),
    cells: { outcome: swept.outcomes },
  };
  const file = (ending: string) => join(pages, `${row.name}${ending}`);
  writeFileSync(file('.svg'), renderFigureSvg(run));
  writeFileSync(file('.small.svg'), renderThumbnailSvg(run));
  writeFileSync(file('.md'), scenarioPage({ scenario, row, axes: run.axes, sight, command }));
}

const pool = new Piscina<SweepTask, SweepResult>({
  filename: fileURLToPath(new URL('./sweep.worker.js', import.meta.url)),
  minThreads: threads,
  maxThreads: threads,
});
const from = performance.now();
const swept = await Promise.all(
  chosen.map(async (scenario) => {
    const { name } = scenario;
    const result = await pool.run({ name, grid, kept: kept.get(name) ?? null });
    printNote(`${name}: ${result.seconds.toFixed(1)} s`);
    const row = rowOf(scenario, result.swept);
    appendFileSync(stored, storedLine({ name, grid, ...result.swept }));
    writePages(scenario, row, result);
    return { row, seconds: result.seconds };
  }),
);
await pool.destroy();

const table = new Table({
  head: ['scenario', 'fails', 'made good', 'seconds'],
  style: { head: [], border: [] },
});
for (const { row, seconds } of swept) {
  const { bad, cells, cured } = row.evidence;
  table.push([row.name, percent(bad / cells), curesText(cured), seconds.toFixed(1)]);
}
printResult(table.toString());
const total = ((performance.now() - from) / 1000).toFixed(0);
printResult(
  `${swept.length} scenarios at ${grid}x${grid} in ${total} s on ${threads} threads: ${stored}`,
);
if (values.docs !== undefined && only === undefined) {
  const rows = swept.map(({ row }) => row);
  const page = join(values.docs, 'gallery.md');
  writeFileSync(page, galleryPage({ command, grid: `${grid}x${grid}`, rows }));
  printResult(`page ${page}`);
}
