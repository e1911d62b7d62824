/**
 * One HTML file with everything about a run. What can be text is written here, so that it reads
 * without scripts, prints, and can be searched; only the maps are drawn in the page (src/page).
 */
import { createHash } from 'node:crypto';
import type { ReportData } from '@brink/sweep';
import { embedRun } from './embedded-run.js';
import { escapeHtml as text, scriptJson } from './escape.js';
import { pageScript, pageStyle } from './generated/page.js';
import { gridOf } from './grid.js';
import { formatAxisValue } from './number-format.js';
import { notRun, outcomeStyles } from './outcomes.js';
import { countOutcomes, cures, percentage, type Cure, type OutcomeCounts } from './tallies.js';

/** The whole file, ready to be written; it loads nothing from anywhere. */
export function renderReport(run: ReportData): string {
  const embedded = embedRun(run);
  // Only this very script may run: should a name ever get out of its quotes, it stays dead text.
  const hash = createHash('sha256').update(pageScript).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data: blob:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Brink">
<title>${text(run.scenario.title)} – ${text(run.run)}</title>
<style>${pageStyle}</style>
</head>
<body>
${heading(run)}
<main>
<section id="maps" aria-label="Maps"><noscript><p>The maps are drawn by a script; the counts below are not.</p></noscript></section>
${counts(run)}
${reproduction(run)}
${about(run)}
</main>
<script type="application/json" id="run-texts">${scriptJson(embedded.texts)}</script>
<script type="text/plain" id="run-cells">${embedded.cells}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

function heading(run: ReportData): string {
  const grid = gridOf(run);
  const size = grid.sizes.join(' × ') || '1';
  const facts = [
    `${size} cells, ${String(run.variants.length)} variant${run.variants.length === 1 ? '' : 's'}`,
    `${run.steps.toLocaleString('en')} steps each`,
    // Compiled engines have no backend.
    [run.engine, run.backend].filter((name) => name !== '').join(', '),
    `seed ${String(run.seed)}`,
    `${duration(run.seconds)} on ${run.startedAt.slice(0, 10)}`,
  ];
  return `<header>
<p class="kicker">${text(run.scenario.name)} <span>cause: ${text(run.scenario.cause)}</span></p>
<h1>${text(run.scenario.title)}</h1>
${cures(run).map(headline).join('\n')}
<p class="explanation">${text(run.scenario.explanation)}</p>
<ul class="facts">${facts.map((fact) => `<li>${text(fact)}</li>`).join('')}</ul>
</header>`;
}

function headline(cure: Cure): string {
  if (cure.broken + cure.harmed === 0) return '';
  const rest = [
    cure.stalled > 0 ? `${number(cure.stalled)} more stay finite and stall` : '',
    cure.harmed > 0 ? `${number(cure.harmed)} that did not break do now` : '',
  ].filter(Boolean);
  return `<p class="cure"><strong>${percentage(cure.cured, cure.broken)}</strong> of the ${number(
    cure.broken,
  )} ${cure.broken === 1 ? 'cell that broke converges' : 'cells that broke converge'} under <em>${text(cure.fix)}</em>${
    rest.length > 0 ? `<span>; ${rest.join('; ')}</span>` : ''
  }</p>`;
}

function counts(run: ReportData): string {
  const tallies = countOutcomes(run);
  const present = outcomeStyles.filter(({ outcome }) =>
    tallies.some((tally) => tally.counts[outcome] > 0),
  );
  const rows = present.map(
    (style) =>
      `<tr><th scope="row"><i class="swatch" style="background:${style.colour}"></i>${style.label} <small>${style.meaning}</small></th>${tallies
        .map((tally) => countCells(tally.counts[style.outcome], tally.cells))
        .join('')}</tr>`,
  );
  if (tallies.some((tally) => tally.notRun > 0))
    rows.push(
      `<tr><th scope="row"><i class="swatch not-run"></i>${notRun.label}</th>${tallies
        .map((tally) => countCells(tally.notRun, tally.cells))
        .join('')}</tr>`,
    );
  return `<section id="counts" aria-labelledby="counts-title">
<h2 id="counts-title">Outcomes</h2>
<div class="scroll"><table class="counts">
<thead><tr><td></td>${run.variants
    .map(
      (variant) =>
        `<th scope="col" colspan="2">${text(variant.name)} <small>${text(variant.description)}</small></th>`,
    )
    .join('')}</tr>
<tr class="bars"><td></td>${tallies.map((tally) => `<td colspan="2">${bar(tally)}</td>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
${filledIn(run)}
</section>`;
}

function countCells(count: number, of: number): string {
  return `<td>${number(count)}</td><td>${percentage(count, of)}</td>`;
}

function bar(tally: OutcomeCounts): string {
  const parts = outcomeStyles
    .filter(({ outcome }) => tally.counts[outcome] > 0)
    .map(
      ({ outcome, colour }) =>
        `<i style="background:${colour};flex-grow:${String(tally.counts[outcome])}"></i>`,
    );
  const rest =
    tally.notRun > 0 ? `<i class="not-run" style="flex-grow:${String(tally.notRun)}"></i>` : '';
  return `<div class="bar" aria-hidden="true">${parts.join('')}${rest}</div>`;
}

function filledIn(run: ReportData): string {
  const ran = run.cells.outcome.filter((outcome) => outcome !== null).length;
  const evaluated = run.cells.outcome.filter(
    (outcome, cell) => outcome !== null && run.cells.evaluated[cell],
  ).length;
  if (evaluated === ran) return '';
  return `<p>${number(evaluated)} cells were trained; the other ${number(ran - evaluated)} were filled in from neighbours that agree.</p>`;
}

function reproduction(run: ReportData): string {
  return `<section aria-labelledby="again-title">
<h2 id="again-title">Run it again</h2>
<pre class="command"><code id="command">${text(run.command)}</code></pre>
<h3>Spec</h3>
<pre><code>${text(run.spec.trim())}</code></pre>
</section>`;
}

function about(run: ReportData): string {
  const axes = run.axes.map((axis) => {
    const [low, high] = [axis.values[0], axis.values[axis.values.length - 1]];
    const range =
      axis.scale === 'ordinal'
        ? axis.values.map(formatAxisValue).join(', ')
        : `${formatAxisValue(low ?? '')} to ${formatAxisValue(high ?? '')}, ${String(axis.values.length)} values, ${axis.scale}`;
    return row(axis.name, `${range} – ${axis.description}`);
  });
  const held = Object.entries(run.fixedAxes).map(([name, value]) =>
    row(name, `${formatAxisValue(value)} throughout`),
  );
  const machine = [...Object.entries(run.versions), ...Object.entries(run.machine)];
  return `<section class="about" aria-label="About this run">
<div><h2>Axes</h2><table>${axes.join('')}${held.join('')}</table></div>
<div><h2>Made with</h2><table>${row('run', run.run)}${row('started', run.startedAt)}${machine
    .map(([name, value]) => row(name, value))
    .join('')}</table></div>
${references(run.scenario.references)}
</section>`;
}

function row(name: string, value: string): string {
  return `<tr><th scope="row">${text(name)}</th><td>${text(value)}</td></tr>`;
}

function references(list: readonly string[]): string {
  if (list.length === 0) return '';
  const items = list.map((reference) =>
    /^https?:\/\/[^\s"'<>]+$/.test(reference)
      ? `<li><a href="${text(reference)}" rel="noreferrer">${text(reference)}</a></li>`
      : `<li>${text(reference)}</li>`,
  );
  return `<div><h2>References</h2><ul>${items.join('')}</ul></div>`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  if (seconds < 5400) return `${(seconds / 60).toFixed(1)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
