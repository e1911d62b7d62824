/** docs/nan-hiding-places.md. */
import { hidingPlaces, soundKernels, type HidingPlaces } from './hiding-places.js';
import { untried } from './probe.js';

const row = (words: readonly string[]) => `| ${words.join(' | ')} |`;

/** A column of outcomes as words: what is lost stands out. */
const outcomeWords = { kept: 'kept', lost: '**lost**', none: '-' } as const;

/** @param versions what the figures are of, for example `tfjs 4.22.0` */
export function pageOf(found: HidingPlaces, versions: string): string {
  const { backends } = found;
  const places = hidingPlaces(found);
  const tries = backends.reduce((sum, { tries: of }) => sum + of.length, 0);
  const reasons = new Map<string, string[]>();
  for (const [kernel, why] of Object.entries(untried))
    reasons.set(why, [...(reasons.get(why) ?? []), kernel]);
  const heads = ['kernel', 'what was tried', ...backends.map(({ backend }) => `\`${backend}\``)];
  return `${[
    '# Where a NaN hides',
    '',
    `Written by \`npm run documents:nan\`; \`brink doctor --nan\` prints the same of your machine. ${versions}.`,
    '',
    'A NaN that a kernel makes a finite value of is not seen in the loss: the training goes on, on wrong',
    'numbers. Here every kernel is given NaN, Infinity and -Infinity in the first and the last place of each',
    'argument, and its gradient the same from above and in each argument. NaN is tried twice: as',
    'JavaScript has it, and with the sign bit, as x86 makes it of Inf - Inf, 0 * Inf or sqrt(-1). *Lost*: the',
    'whole result is finite, where mathematics has none that is (a maximum over -Infinity, the slope of log at Infinity and',
    `the like are not counted). A dash: the backend has no such kernel or no such gradient. ${tries} tries.`,
    '',
    row(heads),
    row(heads.map(() => '---')),
    ...places.map(({ kernel, place, outcomes }) =>
      row([`\`${kernel}\``, place, ...outcomes.map((outcome) => outcomeWords[outcome])]),
    ),
    '',
    '`blame` counts every operation with a bad input and a finite output as one that hid it, on any backend.',
    '',
    '## Kept everywhere',
    '',
    `${soundKernels(found)
      .map((kernel) => `\`${kernel}\``)
      .join(', ')}.`,
    '',
    '## Not tried',
    '',
    ...[...reasons].map(
      ([why, kernels]) => `- It ${why}: ${kernels.map((kernel) => `\`${kernel}\``).join(', ')}.`,
    ),
    ...Object.entries(found.missing).map(
      ([backend, why]) => `- The backend \`${backend}\`: ${why}.`,
    ),
  ].join('\n')}\n`;
}
