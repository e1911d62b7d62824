/** A scenario as a page of the docs: its maps, what they count to, what it is, and the commands that show it again. */
import type { Axis, Scenario } from '@brink/scenarios';
import type { PlannedAxis } from '@brink/sweep';
import { markdownTable } from '../markdown/table.js';
import { percent, type GalleryRow } from './page.js';

export interface ScenarioPage {
  readonly scenario: Scenario;
  readonly row: GalleryRow;
  /** Those that the maps show. */
  readonly axes: readonly Pick<PlannedAxis, 'name' | 'values'>[];
  /** The shell command that wrote the page. */
  readonly command: string;
}

/** Markdown; the picture lies beside it. */
export function scenarioPage({ scenario, row, axes, command }: ScenarioPage): string {
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
    ...(evidence === null ? [] : ['## Where to look', evidenceText(scenario)]),
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

function evidenceText({ evidence }: Scenario): string {
  const { at, outcome, site, rule } = evidence!;
  const where = Object.entries(at).map(([name, value]) => `${name} = ${value}`);
  const place = where.length === 0 ? 'At the defaults' : `At ${where.join(', ')}`;
  return `${place} the variant \`broken\` comes to \`${outcome}\`${site === undefined ? '' : `, and the first value that is not finite is in \`${site}\``}. ${namedBy(outcome)} it: \`${rule}\`.`;
}

/** A training that stays finite has nothing to blame; what is wrong with it a training rule says. */
function namedBy(outcome: string): string {
  return outcome === 'inf' || outcome === 'nan'
    ? '`blame` names'
    : 'Of the training rules of `watch` this one names';
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
