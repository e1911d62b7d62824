/** The report as a person reads it on a terminal: what, where, when; then why; then the cure. */
import { relative } from 'node:path';
import type { BlameReport, BlamedOperation, BlamedValue } from './report.js';
import { figure } from '../causes/rule.js';

/** The phase as a part of a sentence. */
const during = {
  data: 'in what the step was given',
  forward: 'in the forward pass',
  backward: 'in the backward pass',
  optimizer: "in the optimizer's update",
} as const;

/**
 * At most 25 lines of plain text.
 *
 * @param report from `blame`
 */
export function reportText(report: BlameReport): string {
  const { origin, diagnosis } = report;
  if (origin === null || diagnosis === null)
    return report.finite
      ? `All finite: ${report.operations} operations, no NaN and no Inf.`
      : `Not finite before the step: ${report.badResults.map(({ site }) => site).join(', ')}; no operation of the step made it.`;
  const { output } = origin;
  const kind = output.health.nan > 0 ? 'NaN' : 'Inf';
  const where = lineOf(origin.forwardOf ?? origin) ?? lineOf(origin);
  const lines = [
    `${kind} ${origin.phase === 'data' ? `came in, met first by ${origin.op}` : `made by ${origin.op}`} ${during[origin.phase]}${where === null ? '' : `, at ${where}`}`,
    ...(origin.forwardOf === null
      ? []
      : [`  the gradient of ${origin.forwardOf.op}${at(origin.forwardOf)}`]),
    ...origin.inputs.slice(0, 4).map((input) => `  ${input.name.padEnd(8)} ${valueText(input)}`),
    `  ${output.name.padEnd(8)} ${valueText(output)}`,
    '',
    `Why:  ${diagnosis.cause}`,
    `      ${diagnosis.evidence}`,
    `Cure: ${diagnosis.cure}`,
    ...(diagnosis.code === null ? [] : [`      ${diagnosis.code}`]),
  ];
  if (report.cascade.length > 0)
    lines.push(
      '',
      'Then:',
      ...report.cascade.map(
        (step) =>
          `  ${step.op} (${step.phase}): ${step.nan > 0 ? `${step.nan} NaN` : `${step.infinite} Inf`} of ${step.size}`,
      ),
    );
  if (report.badResults.length > 0)
    lines.push(`  reached ${briefly(report.badResults.map(({ site }) => site))}`);
  if (report.hidden.length > 0)
    lines.push(`Hidden by ${briefly([...new Set(report.hidden.map((by) => by.op + at(by)))])}`);
  if (report.error !== null) lines.push(`The step then threw: ${report.error.split('\n')[0]}`);
  return lines.slice(0, 25).join('\n');
}

/** The first three of a list, and how many more. */
const briefly = (words: readonly string[]): string =>
  words.slice(0, 3).join(', ') + (words.length > 3 ? ` and ${words.length - 3} more` : '');

/** A path from where the person stands, where that is shorter. */
function lineOf({ line }: BlamedOperation): string | null {
  if (line === null) return null;
  const from = relative(process.cwd(), line);
  return from.startsWith('..') ? line : from;
}

const at = (operation: BlamedOperation): string => {
  const line = lineOf(operation);
  return line === null ? '' : ` at ${line}`;
};

function valueText({ shape, dtype, health }: BlamedValue): string {
  const bad = [
    health.nan > 0 ? `${health.nan} NaN` : '',
    health.positiveInfinity > 0 ? `${health.positiveInfinity} Inf` : '',
    health.negativeInfinity > 0 ? `${health.negativeInfinity} -Inf` : '',
    health.zero > 0 ? `${health.zero} zero` : '',
    health.subnormal > 0 ? `${health.subnormal} subnormal` : '',
  ].filter((word) => word !== '');
  const range = Number.isNaN(health.min)
    ? 'nothing finite'
    : `${figure(health.min)} to ${figure(health.max)}`;
  return `${dtype}[${shape.join(', ')}]  ${range}${bad.length === 0 ? '' : `, of ${health.size}: ${bad.join(', ')}`}`;
}
