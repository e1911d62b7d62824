/** The maps with their controls, and the cell that the reader points at or moves to with the keys. */
import type { ReportData } from '@brink/sweep';
import { arrange } from '../arrangement.js';
import { describeCell } from '../cell-description.js';
import { colouringOf, type Colouring, type ColouringName } from '../colouring.js';
import { axisChoice, colouringChoice, type View } from './controls.js';
import { downloadButtons } from './downloads.js';
import { element } from './element.js';
import {
  drawFigure,
  placeUnder,
  pointOf,
  showCursor,
  type Figure,
  type ShownMap,
} from './figure.js';
import { drawLegend } from './legend.js';
import { themeButton } from './theme.js';
import { Tooltip } from './tooltip.js';

export class MapView {
  readonly #run: ReportData;
  readonly #colourings = new Map<ColouringName, Colouring>();
  readonly #tooltip = new Tooltip();
  readonly #axes = element('div', {});
  readonly #legend = element('div', {});
  readonly #maps = element('div', { class: 'maps' });
  readonly #status = element('p', { class: 'status', role: 'status', 'aria-live': 'polite' });
  #view: View;
  #figure: Figure = { beside: 1, maps: [] };
  #place: { x: number; y: number } = { x: 0, y: 0 };

  constructor(run: ReportData, container: HTMLElement) {
    this.#run = run;
    this.#view = {
      colouring: 'outcome',
      arrangement: arrange(run.axes),
      held: run.axes.map((axis) => Math.floor((axis.values.length - 1) / 2)),
    };
    const change = (view: Partial<View>) => {
      this.#change(view);
    };
    container.replaceChildren(
      element(
        'div',
        { class: 'controls' },
        colouringChoice(this.#view, change),
        element(
          'div',
          { class: 'buttons' },
          ...downloadButtons(run, () => this.#shown()),
          themeButton(),
        ),
        this.#axes,
      ),
      this.#legend,
      this.#maps,
      element(
        'p',
        { class: 'hint' },
        'Point at a cell, or tab to a map and move with the arrow keys (with Shift, ten cells).',
      ),
      this.#status,
      this.#tooltip.node,
    );
    this.#showAxes();
    let width = this.#maps.clientWidth;
    new ResizeObserver(() => {
      if (Math.abs(width - this.#maps.clientWidth) < 1) return;
      width = this.#maps.clientWidth;
      this.draw();
    }).observe(this.#maps);
  }

  /** Draws the maps for the room that the page now has. */
  draw(): void {
    const colouring = this.#colouring();
    const { arrangement, held } = this.#view;
    const figure = drawFigure(this.#run, arrangement, held, colouring, this.#maps.clientWidth);
    this.#figure = figure;
    this.#legend.replaceChildren(drawLegend(colouring));
    this.#maps.style.setProperty('--beside', String(figure.beside));
    this.#maps.replaceChildren(...figure.maps.map((map) => this.#panel(map)));
  }

  #shown() {
    return { figure: this.#figure, colouring: this.#colouring() };
  }

  #colouring(): Colouring {
    const { colouring: name } = this.#view;
    const colouring = this.#colourings.get(name) ?? colouringOf(this.#run, name);
    this.#colourings.set(name, colouring);
    return colouring;
  }

  #change(view: Partial<View>): void {
    this.#view = { ...this.#view, ...view };
    if (view.arrangement) this.#showAxes();
    this.#tooltip.hide();
    this.draw();
  }

  #showAxes(): void {
    this.#axes.replaceChildren(
      ...axisChoice(this.#run, this.#view, (view) => {
        this.#change(view);
      }),
    );
  }

  #panel(map: ShownMap): HTMLElement {
    const name = [map.title, map.subtitle].filter(Boolean).join(', ');
    const area = element(
      'div',
      {
        class: 'map',
        tabindex: '0',
        role: 'application',
        'aria-roledescription': 'map',
        'aria-label': `${name}: move over the cells with the arrow keys`,
      },
      map.svg,
    );
    area.addEventListener('pointermove', (event) => {
      const place = placeUnder(map, event);
      if (place) this.#point(map, place, event);
      else this.#leave();
    });
    area.addEventListener('pointerleave', () => {
      this.#leave();
    });
    area.addEventListener('click', () => {
      this.#say(map);
    });
    area.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#leave();
      const place = placeAfterKey(event, map, this.#place);
      if (!place) return;
      event.preventDefault();
      this.#point(map, place, pointOf(map, place.x, place.y));
      this.#say(map);
    });
    area.addEventListener('focus', () => {
      if (!area.matches(':focus-visible')) return;
      this.#place = {
        x: Math.min(this.#place.x, map.columns - 1),
        y: Math.min(this.#place.y, map.rows - 1),
      };
      this.#point(map, this.#place, pointOf(map, this.#place.x, this.#place.y));
      this.#say(map);
    });
    area.addEventListener('blur', () => {
      this.#leave();
    });
    return element(
      'figure',
      {},
      element(
        'figcaption',
        { style: `padding-left:${String(map.margins.left)}px` },
        element('strong', {}, map.title),
        ' ',
        map.subtitle,
      ),
      area,
    );
  }

  #point(
    map: ShownMap,
    place: { x: number; y: number },
    at: { readonly clientX: number; readonly clientY: number },
  ): void {
    this.#place = place;
    showCursor(this.#figure, place, map);
    this.#tooltip.show(describeCell(this.#run, map.cellOf(place.x, place.y)), at);
  }

  #leave(): void {
    showCursor(this.#figure, null, null);
    this.#tooltip.hide();
  }

  #say(map: ShownMap): void {
    this.#status.textContent = describeCell(
      this.#run,
      map.cellOf(this.#place.x, this.#place.y),
    ).sentence;
  }
}

/** Null where the key does not move. */
function placeAfterKey(
  event: KeyboardEvent,
  map: ShownMap,
  place: { readonly x: number; readonly y: number },
): { x: number; y: number } | null {
  const far = event.shiftKey ? 10 : 1;
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-far, 0],
    ArrowRight: [far, 0],
    ArrowUp: [0, far],
    ArrowDown: [0, -far],
    Home: [-map.columns, 0],
    End: [map.columns, 0],
    PageUp: [0, map.rows],
    PageDown: [0, -map.rows],
  };
  const move = moves[event.key];
  if (!move) return null;
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  return { x: within(place.x + move[0], map.columns), y: within(place.y + move[1], map.rows) };
}
