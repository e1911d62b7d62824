/**
 * `npm run gallery [-- --grid 16 --only NAME,NAME]`: sweeps the catalogue in one thread, prints what
 * fails and what is cured, keeps every outcome in `runs/gallery-TIME/outcomes.jsonl`, and with
 * `--page FILE.md` writes the page of the docs.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogue, type Scenario } from '@brink/scenarios';
import Table from 'cli-table3';
import { useBackend } from '../backends/use-backend.js';
import { printError, printNote, printResult } from '../terminal.js';
import { sweptEvidence } from './cured-share.js';
import { curesText, galleryPage, percent, type GalleryRow } from './page.js';
import { sweepHere } from './sweep-here.js';

const { values } = parseArgs({
  options: {
    grid: { type: 'string', default: '32' },
    only: { type: 'string' },
    page: { type: 'string' },
  },
});
const only = values.only?.split(',');
const chosen = catalogue.filter(({ name }) => only === undefined || only.includes(name));
const unknown = only?.filter((name) => !chosen.some((scenario) => scenario.name === name)) ?? [];
const grid = Number(values.grid);
if (unknown.length > 0 || !(Number.isSafeInteger(grid) && grid > 1)) {
  printError(
    unknown.length > 0
      ? `gallery: no scenario ${unknown.join(', ')}; see brink list scenarios`
      : `gallery: --grid must be a whole number above 1, got ${values.grid}; try 32`,
  );
  process.exit(2);
}

const time = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
const directory = join('runs', `gallery-${time}`);
mkdirSync(directory, { recursive: true });
const stored = join(directory, 'outcomes.jsonl');
await useBackend('cpu');

/** Sweeps one scenario and stores its outcomes: variants outermost, the last axis fastest. */
async function rowOf(scenario: Scenario) {
  const { name, title, cause, evidence } = scenario;
  const from = performance.now();
  const bad = evidence?.bad ?? (['inf', 'nan'] as const);
  const { plan, records } = await sweepHere(scenario, { grid, variant: 'all' });
  const outcomes = records.map(({ outcome }) => outcome);
  const { variants, axes, seed, steps } = plan;
  appendFileSync(stored, `${JSON.stringify({ name, variants, axes, seed, steps, outcomes })}\n`);
  const command = `brink sweep ${name} --grid ${grid}`;
  const row: GalleryRow = {
    name,
    title,
    cause,
    bad,
    evidence: sweptEvidence({ variants, outcomes }, bad),
    command,
  };
  return { row, seconds: (performance.now() - from) / 1000 };
}

const table = new Table({
  head: ['scenario', 'fails', 'made good', 'seconds'],
  style: { head: [], border: [] },
});
const from = performance.now();
const rows: GalleryRow[] = [];
for (const scenario of chosen) {
  const { row, seconds } = await rowOf(scenario);
  const { bad, cells, cured } = row.evidence;
  rows.push(row);
  table.push([row.name, percent(bad / cells), curesText(cured), seconds.toFixed(1)]);
  printNote(`${row.name}: ${seconds.toFixed(1)} s`);
}
printResult(table.toString());
const total = ((performance.now() - from) / 1000).toFixed(0);
printResult(`${rows.length} scenarios at ${grid}x${grid} in ${total} s: ${stored}`);
if (values.page !== undefined) {
  const command = grid === 32 ? 'npm run gallery' : `npm run gallery -- --grid ${grid}`;
  writeFileSync(values.page, galleryPage({ command, grid: `${grid}x${grid}`, rows }));
  printResult(`page ${values.page}`);
}
