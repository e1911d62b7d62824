/** The gallery as a page of the docs: every scenario of the catalogue, how often it fails, and what its cures cure. */
import { markdownTable } from '../markdown/table.js';
import type { CuredShare, SweptEvidence } from './cured-share.js';

export interface GalleryRow {
  readonly name: string;
  readonly title: string;
  readonly cause: string;
  readonly bad: readonly string[];
  readonly evidence: SweptEvidence;
  /** Which rule of the detectors names the cause, and of which: null where nothing is claimed. */
  readonly named: { readonly rule: string; readonly by: 'blame' | 'training rule' } | null;
  /** The shell command that gives this row's map. */
  readonly command: string;
}

export interface Gallery {
  /** The shell command that wrote the page. */
  readonly command: string;
  readonly grid: string;
  readonly rows: readonly GalleryRow[];
}

/** Shares of 100 %, rounded down, so that no page claims more than was measured. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return '–';
  const tenths = Math.floor(share * 1000 + 1e-9);
  if (tenths === 0 && share > 0) return '< 0.1 %';
  return tenths % 10 === 0 ? `${tenths / 10} %` : `${(tenths / 10).toFixed(1)} %`;
}

/** `fixed 98.1 %, clipped 100 %`, and in how many cells a cure does harm. */
export function curesText(cured: readonly CuredShare[]): string {
  return cured
    .map(({ variant, good, harmed }) => {
      const harm = harmed === 0 ? '' : ` (${harmed} good cells made bad)`;
      return `${variant} ${percent(good)}${harm}`;
    })
    .join(', ');
}

/** Cards beside each other: as many as fit on a page of Markdown. */
const cardsBeside = 3;

/** A page of Markdown: for each cause a wall of maps, which lead to the pages of the scenarios, and a table. */
export function galleryPage({ command, grid, rows }: Gallery): string {
  const causes = [...new Set(rows.map(({ cause }) => cause))];
  const cells = rows.reduce(
    (total, { evidence }) => total + evidence.cells * (evidence.cured.length + 1),
    0,
  );
  const parts = [
    '# The gallery: every scenario of the catalogue, swept',
    `Written by \`${command}\`: each scenario over its default axes at ${grid}, ${cells} training runs in all. On the left of each picture is the training that breaks, to the right of it its cures, over the same hyperparameters.`,
    legend,
    finest,
    namedText(rows),
    ...causes.flatMap((cause) => {
      const own = rows.filter((row) => row.cause === cause);
      return [`## ${cause[0]!.toUpperCase()}${cause.slice(1)}`, wallOf(own), tableOf(own)];
    }),
    '## How to read the tables',
    '_Fails_ is the share of the grid that comes to one of the outcomes in brackets in the variant `broken`; _made good_ is the share of those cells that do not under the cure, and _of them learn_ those whose loss falls. Shares are rounded down. The command of a row gives its map again, with a report to look at.',
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The colours in words: Markdown has no others. */
const legend =
  'Dark blue: the loss falls. Light blue: it stays. Yellow: it rises, yet is finite. Orange: it ends in Inf. Purple: it ends in NaN.';

/** What the small maps are a coarse look at. */
const finest = wall(
  [
    ['boundary-linear', 'A deep linear network'],
    ['boundary-linear-window', 'Its richest window, magnified eight times'],
    ['boundary-tanh', 'Tanh units'],
  ].map(
    ([picture, text]) =>
      `<a href="published-maps.md"><img src="published/${picture}.png" width="280" alt="The boundary of trainability: ${text}"></a><br><sub>${text}: blue and green learn, yellow to red do not</sub>`,
  ),
);

/** How many of the causes the detectors name. */
function namedText(rows: readonly GalleryRow[]): string {
  const count = (by: string) => rows.filter(({ named }) => named?.by === by).length;
  return `Of the ${rows.length} broken trainings \`blame\` names the cause of ${count('blame')}, each from the one step that breaks. Of ${count('training rule')}, which stay finite and learn nothing, a training rule of \`watch\` does. The tables say as what; the contract test of the catalogue asks for each.`;
}

/** Plain HTML without empty lines, which Markdown leaves alone. */
function wallOf(rows: readonly GalleryRow[]): string {
  const cards = rows.map(({ name, title, evidence }) => {
    const cured = evidence.cured.map(({ variant, good }) => `${variant} ${percent(good)}`);
    return `<a href="scenarios/${name}.md"><img src="scenarios/${name}.small.svg" alt="${name}: maps of its variants"></a><br><b>${escaped(title)}</b><br><sub>fails ${percent(evidence.bad / evidence.cells)}, made good: ${cured.join(', ')}</sub>`;
  });
  return wall(cards);
}

/** Cards in rows. */
function wall(contents: readonly string[]): string {
  const cards = contents.map(
    (content) => `<td align="center" valign="top" width="300">${content}</td>`,
  );
  const lines = Array.from({ length: Math.ceil(cards.length / cardsBeside) }, (_, line) =>
    cards.slice(line * cardsBeside, (line + 1) * cardsBeside),
  );
  return ['<table>', ...lines.map((line) => `<tr>\n${line.join('\n')}\n</tr>`), '</table>'].join(
    '\n',
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function tableOf(rows: readonly GalleryRow[]): string {
  return markdownTable(
    ['scenario', 'fails', 'named as', 'made good', 'of them learn', 'command'],
    rows.map(({ name, bad, evidence, named, command }) => [
      `[${name}](scenarios/${name}.md)`,
      `${percent(evidence.bad / evidence.cells)} (${bad.join(', ')})`,
      named === null ? '' : `${named.rule}${named.by === 'blame' ? '' : ` (${named.by})`}`,
      curesText(evidence.cured),
      evidence.cured.map(({ variant, converged }) => `${variant} ${percent(converged)}`).join(', '),
      `\`${command}\``,
    ]),
  );
}
