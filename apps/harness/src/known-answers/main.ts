/**
 * `npm run known-answers [-- --cells 128]`: sweeps learning rates of regressions whose border is
 * known, prints how far from it each is found, and where Adam comes to rest; with `--page FILE.md` writes the page of the
 * docs. Exits with 1 where a border is more than a cell off, or a rest more than a tenth.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { useBackend } from '../backends/use-backend.js';
import { printError, printResult } from '../terminal.js';
import { regressions } from './data-sets.js';
import { measureBorder, type MeasuredBorder } from './measure-border.js';
import { equilibriumMomenta, measureEquilibrium } from './equilibrium.js';
import { knownAnswersPage, offBy } from './page.js';
import { ruleNames } from './rules.js';

/** Enough for P to forget its start twenty times. */
const equilibriumSteps = 2000;
/** It hovers: the median is not the border itself. */
const restTolerance = 0.1;

const { values } = parseArgs({
  options: { cells: { type: 'string', default: '128' }, page: { type: 'string' } },
});
const cells = Number(values.cells);
if (!(Number.isSafeInteger(cells) && cells >= 8)) {
  printError(
    `known-answers: --cells must be a whole number from 8 up, got ${values.cells}; try 128`,
  );
  process.exit(2);
}
await useBackend('cpu');
const found: MeasuredBorder[] = [];
for (const rule of ruleNames)
  for (const regression of regressions()) found.push(await measureBorder(regression, rule, cells));
const rests = equilibriumMomenta.flatMap((beta1) =>
  regressions().map((regression) => measureEquilibrium(regression, beta1, equilibriumSteps)),
);

const table = new Table({
  head: ['data set', 'optimizer', 'eigenvalue', 'computed', 'found between', 'cells off', 'steps'],
  style: { head: [], border: [] },
});
for (const { regression, rule, eigenvalue, computed, between, cellsOff, steps } of found)
  table.push([
    ...[regression, rule, eigenvalue.toPrecision(6), computed.toPrecision(6)],
    `${between[0].toPrecision(6)} to ${between[1].toPrecision(6)}`,
    ...[cellsOff.toFixed(2), steps],
  ]);
printResult(table.toString());
const restTable = new Table({
  head: ['data set', 'Adam, beta1', 'computed', 'lr x eigenvalue, median', 'greatest'],
  style: { head: [], border: [] },
});
for (const { regression, beta1, computed, median, greatest } of rests)
  restTable.push([
    ...[regression, beta1, computed.toPrecision(3)],
    ...[median.toFixed(2), greatest.toFixed(2)],
  ]);
printResult(restTable.toString());
if (values.page !== undefined) {
  const command = `npm run known-answers${cells === 128 ? '' : ` -- --cells ${cells}`}`;
  writeFileSync(values.page, knownAnswersPage(found, rests, command));
  printResult(`page ${values.page}`);
}
if (found.some(({ cellsOff, clean }) => !(cellsOff <= 1) || !clean)) {
  printError('known-answers: a border was found more than a cell from where it must be');
  process.exitCode = 1;
}
if (!rests.every((rest) => offBy(rest) <= restTolerance)) {
  printError('known-answers: Adam came to rest more than a tenth from where it must');
  process.exitCode = 1;
}
