/** Files that the page gives to the reader. */
import type { ReportData } from '@brink/sweep';
import type { Colouring } from '../colouring.js';
import { cellsAsCsv } from '../csv.js';
import { element } from './element.js';
import type { Figure } from './figure.js';
import { drawPicture, pictureAsPng } from './picture.js';

export function downloadButtons(
  run: ReportData,
  shown: () => { readonly figure: Figure; readonly colouring: Colouring },
): HTMLElement[] {
  const name = fileName(run.run);
  const picture = () => drawPicture(run, shown().figure, shown().colouring);
  return [
    button('PNG', 'the maps as a picture', async () => {
      save(await pictureAsPng(picture()), `${name}.png`);
    }),
    button('SVG', 'the maps as a drawing', async () => {
      const text = new XMLSerializer().serializeToString(picture());
      save(new Blob([text], { type: 'image/svg+xml' }), `${name}.svg`);
      await Promise.resolve();
    }),
    button('CSV', 'the cells as a table', async () => {
      save(new Blob([cellsAsCsv(run)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
      await Promise.resolve();
    }),
  ];
}

function button(label: string, meaning: string, act: () => Promise<void>): HTMLElement {
  const made = element(
    'button',
    { type: 'button', title: `Download ${meaning}`, 'data-download': label },
    `↓ ${label}`,
  );
  made.addEventListener('click', () => {
    act().catch((error: unknown) => {
      made.textContent = `${label}: ${String(error)}`;
    });
  });
  return made;
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  element('a', { href: url, download: name }).click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

function fileName(run: string): string {
  return (
    run
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[-.]+|-+$/g, '')
      .slice(0, 100) || 'brink-run'
  );
}
