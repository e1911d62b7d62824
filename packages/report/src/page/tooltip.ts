/** A card with everything about a cell, beside the pointer or the cursor. */
import type { CellDescription } from '../cell-description.js';
import { element } from './element.js';

export class Tooltip {
  readonly node = element('div', { class: 'tooltip', hidden: '', 'aria-hidden': 'true' });

  show(
    description: CellDescription,
    at: { readonly clientX: number; readonly clientY: number },
  ): void {
    this.node.replaceChildren(...cardOf(description));
    this.node.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.node;
    const right = at.clientX + 18;
    const left = right + width > window.innerWidth - 8 ? at.clientX - width - 18 : right;
    const top = Math.min(at.clientY + 18, window.innerHeight - height - 8);
    this.node.style.left = `${String(Math.max(8, left))}px`;
    this.node.style.top = `${String(Math.max(8, top))}px`;
  }

  hide(): void {
    this.node.hidden = true;
  }
}

function cardOf(description: CellDescription): HTMLElement[] {
  const swatch =
    description.colour === null
      ? element('i', { class: 'swatch not-run' })
      : element('i', { class: 'swatch', style: `background:${description.colour}` });
  return [
    element(
      'p',
      { class: 'outcome' },
      swatch,
      element('strong', {}, description.outcome),
      ` ${description.variant}`,
    ),
    element(
      'table',
      {},
      ...description.rows.map(([name, value]) =>
        element('tr', {}, element('th', {}, name), element('td', {}, value)),
      ),
    ),
    ...description.elsewhere.map(({ variant, outcome }) =>
      element('p', { class: 'elsewhere' }, `${variant}: `, element('strong', {}, outcome)),
    ),
  ];
}
