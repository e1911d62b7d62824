/** `brink claims`: what people are told about NaN, each claim measured again, with its verdict. */
import { writeFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { UsageError } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import { printError, printNote, printResult, terminalWidth } from '../terminal.js';
import { defineCommand } from './command.js';

export const claimsCommand = defineCommand({
  usage: 'claims',
  description: 'Measure what is told about NaN, and say of each claim whether it holds',
  examples: [
    ['$0 claims', 'all of them, in a minute or two'],
    ['$0 claims --only softmax-by-hand,softmax-of-the-library', 'two of them'],
  ],
  options: (yargs) =>
    yargs
      .option('only', { type: 'string', describe: 'Names of claims, with commas between' })
      .option('json', { type: 'boolean', default: false, describe: 'Print one JSON array' })
      .option('page', { type: 'string', describe: 'Write the page of the docs to this file' }),
  run: async ({ only, json, page }) => {
    const { claims } = await import('@brink/scenarios');
    const { useBackend } = await import('../backends/use-backend.js');
    const { measureClaim } = await import('../claims/measure-claim.js');
    const { claimsPage, commandOf, figureText } = await import('../claims/page.js');
    const names = only?.split(',');
    const unknown = names?.find((name) => !claims.some((claim) => claim.name === name));
    if (unknown !== undefined)
      throw new UsageError(
        `claims: no claim is called '${unknown}'; there are ${claims.map(({ name }) => name).join(', ')}`,
      );
    await useBackend('cpu');
    const measured = [];
    for (const claim of claims.filter(({ name }) => names?.includes(name) ?? true)) {
      printNote(claim.name);
      measured.push(await measureClaim(claim));
    }
    if (json)
      printResult(
        JSON.stringify(
          measured.map(({ claim, verdict, figures, besides }) => ({
            name: claim.name,
            kind: claim.kind,
            sentence: claim.sentence,
            verdict,
            stated: claim.verdict,
            finding: claim.finding,
            figures,
            besides,
            command: commandOf(claim.name),
          })),
        ),
      );
    else {
      const width = Math.max(24, Math.floor((terminalWidth() - 24) / 2));
      const table = new Table({
        head: ['what is told', 'verdict', 'measured'],
        colWidths: [width, 13, width],
        wordWrap: true,
        style: { head: [], border: [] },
      });
      for (const { claim, verdict, figures } of measured)
        table.push([
          claim.sentence,
          verdict,
          figures.map((each) => `${each.label}: ${figureText(claim.kind, each)}`).join('\n'),
        ]);
      printResult(table.toString());
    }
    if (page !== undefined) await writeFile(page, claimsPage(measured));
    const wrong = measured.filter(({ claim, verdict }) => claim.verdict !== verdict);
    for (const { claim, verdict } of wrong)
      printError(`claims: ${claim.name} is ${verdict}, and was said to be ${claim.verdict}`);
    return wrong.length === 0 ? exitCodes.done : exitCodes.incomplete;
  },
});
