/** A scenario as a page of the docs: its maps, what they count to, what it is, and the commands that show it again. */
import type { Axis, Evidence, Scenario } from '@brink/scenarios';
import type { PlannedAxis } from '@brink/sweep';
import { markdownTable } from '../markdown/table.js';
import { percent, type GalleryRow } from './page.js';
import type { Sight } from './sweep.worker.js';

export interface ScenarioPage {
  readonly scenario: Scenario;
  readonly row: GalleryRow;
  /** Those that the maps show. */
  readonly axes: readonly Pick<PlannedAxis, 'name' | 'values'>[];
  /** Null where there is no evidence. */
  readonly sight: Sight | null;
  /** The shell command that wrote the page. */
  readonly command: string;
}

/** Markdown; the picture lies beside it. */
export function scenarioPage({ scenario, row, axes, sight, command }: ScenarioPage): string {
  const { name, title, explanation, references, evidence, steps, precision } = scenario;
  const shown = axes.map(({ name }) => `\`${name}\``).join(' and ');
  const parts = [
    `# ${title}`,
    `\`${name}\`, a cause of the kind _${row.cause}_. [All scenarios](../gallery.md)`,
    `![Outcome over ${axes.map(({ name }) => name).join(' and ')}, for the variants ${Object.keys(scenario.variants).join(', ')}](${name}.svg)`,
    `Each cell is one training of ${steps} steps in ${precision}, over ${shown}; the maps of all variants have the same axes. ${fails(row)}`,
    variantTable(scenario, row),
    '## What happens',
    explanation,
    ...(evidence === null || sight === null
      ? []
      : ['## What a person sees', sightText(evidence, sight)]),
    '## See it again',
    '```sh\n' + [row.command, ...explainCommand(scenario)].join('\n') + '\n```',
    '## Axes',
    axisTable(scenario),
    ...(references.length === 0
      ? []
      : ['## Who says so', references.map((each) => `- ${each}`).join('\n')]),
    `_Written by \`${command}\`._`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function fails({ bad, evidence }: GalleryRow): string {
  return `Of the ${evidence.cells} cells of \`broken\`, ${evidence.bad} (${percent(evidence.bad / evidence.cells)}) come to ${bad.join(' or ')}.`;
}

function variantTable({ variants }: Scenario, { evidence }: GalleryRow): string {
  return markdownTable(
    [
      'variant',
      'what it is',
      'of the failing cells made good',
      'of them learn',
      'good cells made bad',
    ],
    Object.entries(variants).map(([name, { description }]) => {
      const cure = evidence.cured.find(({ variant }) => variant === name);
      const counts =
        cure === undefined
          ? []
          : [percent(cure.good), percent(cure.converged), String(cure.harmed)];
      return [`\`${name}\``, description, ...counts];
    }),
  );
}

function sightText({ at, outcome, rule }: Evidence, sight: Sight): string {
  const where = Object.entries(at).map(([name, value]) => `${name} = ${value}`);
  const place = where.length === 0 ? 'At the defaults' : `At ${where.join(', ')}`;
  const are = sight.losses.length === 1 ? 'loss of `broken` is' : 'losses of `broken` are';
  return `${place} the ${are} ${lossesText(sight.losses)}. ${endText(sight, outcome)} ${namedText(outcome)} the cause: \`${rule}\`.`;
}

function namedText(outcome: Evidence['outcome']): string {
  return namedBy(outcome) === 'blame'
    ? '`blame` names'
    : 'Of the training rules of `watch` this one names';
}

/** The first three and the last two. */
function lossesText(losses: readonly number[]): string {
  const texts = losses.map(lossText);
  return (texts.length <= 6 ? texts : [...texts.slice(0, 3), '…', ...texts.slice(-2)]).join(', ');
}

function lossText(loss: number): string {
  if (Number.isNaN(loss)) return 'NaN';
  if (!Number.isFinite(loss)) return loss > 0 ? 'Inf' : '-Inf';
  const short = Number(loss.toPrecision(3));
  return Math.abs(short) < 1e6 ? String(short) : short.toExponential().replace('e+', 'e');
}

function endText({ losses, firstBadStep, site }: Sight, outcome: string): string {
  if (firstBadStep === null)
    return `All ${losses.length} are finite: the training has \`${outcome}\`.`;
  const step = firstBadStep === 0 ? 'the first step' : `step ${firstBadStep}, counted from 0,`;
  return site === 'loss'
    ? `In ${step} the loss is the first thing that is not finite.`
    : `In ${step} the loss is still a number, and \`${site}\` is the first thing that is not.`;
}

/** A training that stays finite has nothing to blame; what is wrong with it a training rule says. */
export function namedBy(outcome: Evidence['outcome']): 'blame' | 'training rule' {
  return outcome === 'inf' || outcome === 'nan' ? 'blame' : 'training rule';
}

function explainCommand({ name, evidence }: Scenario): string[] {
  if (evidence === null) return [];
  const axes = Object.entries(evidence.at).map(([axis, value]) => ` --axis ${axis}=${value}`);
  return [`brink explain ${name}${axes.join('')} --seed 1`];
}

function axisTable({ axes }: Scenario): string {
  return markdownTable(
    ['axis', 'what it is', 'range', 'default'],
    Object.entries(axes).map(([name, axis]) => [
      `\`${name}\``,
      axis.description,
      rangeOf(axis),
      String(axis.default),
    ]),
  );
}

function rangeOf(axis: Axis): string {
  switch (axis.kind) {
    case 'numeric':
      return `${axis.low} to ${axis.high}, ${axis.scale === 'log' ? 'logarithmic' : 'linear'}`;
    case 'integer':
    case 'choice':
      return axis.values.join(', ');
    default:
      throw axis satisfies never;
  }
}
