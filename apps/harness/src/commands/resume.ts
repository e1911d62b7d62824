/** `brink resume`: goes on with a run that was interrupted, or killed. */
import { defineCommand } from './command.js';
import { runArgument } from './run-argument.js';

export const resumeCommand = defineCommand({
  usage: 'resume <run>',
  description: 'Go on with an interrupted run; finished tiles are kept',
  options: (yargs) =>
    yargs
      .positional('run', runArgument)
      .option('threads', { type: 'number', describe: 'Worker threads; as in the first sitting' })
      .option('json', { type: 'boolean', default: false, describe: 'End with one JSON object' }),
  run: async ({ run, threads, json }) => {
    const { resumeSweep } = await import('../run/resume-sweep.js');
    return resumeSweep(run, { threads: threads ?? null, json });
  },
});
