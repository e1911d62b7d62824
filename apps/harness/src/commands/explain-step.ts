/** `brink explain-step`: the operation that broke a step which `watch` saved. */
import { exitCodes } from '../exit-codes.js';
import type { StepStory } from '../run/explain-step.js';
import { printResult } from '../terminal.js';
import { defineCommand } from './command.js';
import { wordsForNonFinite } from './non-finite.js';

export const explainStepCommand = defineCommand({
  usage: 'explain-step <directory>',
  description: 'Run a step that snapshot.save wrote again, and tell what broke it',
  examples: [
    ['$0 explain-step failed-step', 'of model.fit: the saved model is enough'],
    [
      '$0 explain-step failed-step --step ./train.js',
      'of a custom loop: train.js exports its loss',
    ],
  ],
  options: (yargs) =>
    yargs
      .positional('directory', {
        type: 'string',
        demandOption: true,
        describe: 'What snapshot.save wrote',
      })
      .option('step', {
        type: 'string',
        describe: 'A file that exports function loss({ batch, variables, model })',
      })
      .option('backend', {
        type: 'string',
        describe: 'cpu, wasm or tensorflow; the one it ran on by default',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print one JSON object' }),
  run: async ({ directory, step, backend, json }) => {
    const { sightingText } = await import('@brink/detectors');
    const { explainStep } = await import('../run/explain-step.js');
    const story = await explainStep({ directory, step, backend });
    printResult(
      json ? JSON.stringify(story, wordsForNonFinite) : told(story, sightingText(story.event)),
    );
    return exitCodes.done;
  },
});

function told({ savedOn, backend, blame, blameText }: StepStory, sighting: string): string {
  const where = backend === savedOn ? `on ${backend}` : `on ${savedOn}, run again on ${backend}`;
  const lines = [`${sighting}, ${where}`, blameText];
  if (blame.finite)
    lines.push(
      'It was not finite when it was saved: a step that draws (dropout) is run again with other draws,',
      'and a loss that depends on more than its batch and variables is another one.',
    );
  return lines.join('\n');
}
