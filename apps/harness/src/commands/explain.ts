/** `brink explain`: one cell told step by step, what the training rules found, and the operation that broke it. */
import { exitCodes } from '../exit-codes.js';
import type { Story } from '../run/explain-point.js';
import { printResult } from '../terminal.js';
import { cellOptions } from './cell-options.js';
import { defineCommand } from './command.js';
import { wordsForNonFinite } from './non-finite.js';

/** Losses shown at each end of the history. */
const shownLosses = 6;

export const explainCommand = defineCommand({
  usage: 'explain <scenario>',
  description:
    'Train one cell in plain tfjs, and tell what broke it: operation, line, cause and cure',
  examples: [['$0 explain tanh-mlp --axis lr=300 --axis initScale=2', 'the others at defaults']],
  options: (yargs) =>
    cellOptions(yargs)
      .option('backend', { type: 'string', describe: 'cpu, wasm or tensorflow' })
      .option('json', { type: 'boolean', default: false, describe: 'Print one JSON object' }),
  run: async ({ scenario, axis, variant, steps, seed, backend, json }) => {
    const { explainPoint } = await import('../run/explain-point.js');
    const story = await explainPoint({ scenario, axis, variant, steps, seed, backend });
    printResult(json ? JSON.stringify(story, wordsForNonFinite) : told(story));
    return exitCodes.done;
  },
});

function told({ title, cell, steps, record, losses, blameText, findingTexts }: Story): string {
  const values = Object.entries(cell.axes).map(([name, value]) => `${name} = ${value}`);
  const lines = [
    `${title} (${cell.variant}), seed ${cell.seed}`,
    values.join(', '),
    '',
    `outcome   ${record.outcome} after ${losses.length} of ${steps} steps`,
  ];
  if (record.firstBadStep !== null)
    lines.push(
      `broke     at step ${record.firstBadStep}: the first value that is not finite is in ${record.site}`,
    );
  lines.push(
    `loss      ${record.initialLoss} at first, ${record.finalLoss} at last, ${record.leastLoss} at least`,
    `measure   ${record.measure}`,
    ...(blameText === null ? [] : ['', blameText]),
    ...(findingTexts.length === 0 ? [] : ['', 'What the training rules found:']),
    ...findingTexts.flatMap((text) => ['', text]),
    '',
    'step      loss before the update',
  );
  losses.forEach((loss, step) => {
    if (step < shownLosses || step >= losses.length - shownLosses)
      lines.push(`${String(step).padEnd(9)} ${loss}`);
    else if (step === shownLosses) lines.push('...');
  });
  return lines.join('\n');
}
