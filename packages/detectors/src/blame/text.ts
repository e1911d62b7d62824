/** The report as a person reads it on a terminal: what, where, when; then why; then the cure. */
import type { BlameReport, BlamedOperation, BlamedValue, CascadeStep, Origin } from './report.js';
import { figure } from '../causes/rule.js';
import { shownLine } from './shown-line.js';

/** The phase as a part of a sentence. */
const during = {
  data: 'in the step',
  init: 'in the step',
  forward: 'in the forward pass',
  backward: 'in the backward pass',
  optimizer: "in the optimizer's update",
} as const;

/** The most lines of a report, and the most characters of a line where words can be broken. */
const most = { lines: 25, characters: 100 };

/**
 * At most 25 lines of plain text.
 *
 * @param report from `blame`
 */
export function reportText(report: BlameReport): string {
  const { origin, diagnosis } = report;
  if (origin === null || diagnosis === null)
    return report.finite
      ? allFinite(report)
      : `Not finite before the step: ${report.badResults.map(({ site }) => site).join(', ')}; no operation of the step made it.`;
  const head = [
    firstLine(origin),
    ...parameterOf(origin),
    ...origin.inputs.slice(0, 5).map((input) => `  ${input.name.padEnd(8)} ${valueText(input)}`),
    `  ${output(origin)} ${valueText(origin.output)}`,
    '',
    ...wrapped('Why:  ', diagnosis.cause),
    ...wrapped('      ', diagnosis.evidence),
    ...wrapped('Cure: ', diagnosis.cure),
    ...(diagnosis.code === null ? [] : [`      ${diagnosis.code}`]),
  ];
  const tail = [
    ...(report.badResults.length === 0
      ? []
      : wrapped('  reached ', briefly(report.badResults.map(({ site }) => placeOf(site))))),
    ...(report.hidden.length === 0
      ? []
      : [`Hidden by ${briefly([...new Set(report.hidden.map((by) => by.op + at(by)))])}`]),
    ...(report.error === null ? [] : [`The step then threw: ${report.error.split('\n')[0]}`]),
  ];
  // The way is what can be spared: what comes before and after it is always told.
  const stations = report.cascade.slice(0, Math.max(0, most.lines - head.length - tail.length - 2));
  const then = stations.length + tail.length === 0 ? [] : ['', 'Then:'];
  return [...head, ...then, ...stations.map(stationText), ...tail].slice(0, most.lines).join('\n');
}

function allFinite({ operations, hidden }: BlameReport): string {
  const by = briefly([...new Set(hidden.map((one) => one.op + at(one)))]);
  const between = `; what was not finite in between was left out on purpose, by ${by}.`;
  return `All finite: ${operations} operations${hidden.length === 0 ? ', no NaN and no Inf.' : between}`;
}

function firstLine(origin: Origin): string {
  const { output, op, phase, forwardOf, cameIn } = origin;
  const kind = output.health.nan > 0 ? 'NaN' : 'Inf';
  if (cameIn) return `${kind} in ${holderOf(origin)}, met first by ${op}${whereOf(origin)}`;
  const made = forwardOf === null ? op : `the gradient of ${forwardOf.op} (its ${op})`;
  return `${kind} made by ${made} ${during[phase]}${whereOf(origin)}`;
}

/** What it came in with. */
function holderOf({ phase, output: { variable } }: Origin): string {
  if (variable !== null)
    return `${variable.kind === 'slot' ? 'the optimizer slot' : 'the parameter'} ${variable.name} before the step`;
  return phase === 'optimizer' ? 'a number of the optimizer' : 'what the step was given';
}

/** The line; where the code is that of a library, the line of the step. */
function whereOf(origin: Origin): string {
  const line = lineOf(origin.forwardOf ?? origin) ?? lineOf(origin);
  if (line !== null) return `, at ${line}`;
  return origin.stepLine === null ? '' : `, in the step at ${shownLine(origin.stepLine)}`;
}

/** Without a line of its own, the parameter tells the layer. */
function parameterOf(origin: Origin): readonly string[] {
  const { forwardOf, line, parameter, output, cameIn } = origin;
  if (parameter === null || output.variable !== null) return [];
  if ((forwardOf ?? origin).line !== null || line !== null) return [];
  return [`  ${cameIn ? 'there with' : 'after'} the parameter ${parameter}`];
}

const output = ({ output: { name } }: Origin): string => name.padEnd(8);

const stationText = (step: CascadeStep): string =>
  `  ${step.op} (${step.phase}): ${step.nan > 0 ? `${step.nan} NaN` : `${step.infinite} Inf`} of ${step.size}`;

/** `parameter:kernel` as words. */
const placeOf = (site: string): string => {
  const [kind, name] = site.split(/:(.*)/s);
  if (kind === 'slot') return `optimizer slot ${name}`;
  return name === undefined ? `the ${kind}` : `the ${kind} ${name}`;
};

/** The first three of a list, and how many more. */
const briefly = (words: readonly string[]): string =>
  words.slice(0, 3).join(', ') + (words.length > 3 ? ` and ${words.length - 3} more` : '');

/** Broken between words, later lines under the first. */
export function wrapped(label: string, text: string): readonly string[] {
  const lines: string[] = [];
  let line = label;
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > most.characters && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = ' '.repeat(label.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

const lineOf = ({ line }: BlamedOperation): string | null =>
  line === null ? null : shownLine(line);

const at = (operation: BlamedOperation): string => {
  const line = lineOf(operation);
  return line === null ? '' : ` at ${line}`;
};

function valueText({ shape, dtype, health, firstBad, variable }: BlamedValue): string {
  const counts = [
    health.nan > 0 ? `${health.nan} NaN` : '',
    health.positiveInfinity > 0 ? `${health.positiveInfinity} Inf` : '',
    health.negativeInfinity > 0 ? `${health.negativeInfinity} -Inf` : '',
    health.zero > 0 ? `${health.zero} zero` : '',
    health.subnormal > 0 ? `${health.subnormal} subnormal` : '',
  ].filter((word) => word !== '');
  const range = Number.isNaN(health.min)
    ? 'nothing finite'
    : health.min === health.max
      ? figure(health.min)
      : `${figure(health.min)} to ${figure(health.max)}`;
  const of = counts.length === 0 ? '' : `, of ${health.size}: ${counts.join(', ')}`;
  const first =
    firstBad === null || health.size === 1 ? '' : `; the first at [${firstBad.join(', ')}]`;
  const held = variable === null ? '' : `; the ${variable.kind} ${variable.name}`;
  return `${dtype}[${shape.join(', ')}]  ${range}${of}${first}${held}`;
}
