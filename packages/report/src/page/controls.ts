/** What the reader can choose: colours, axes, and where the axes that no map shows are held. */
import type { ReportAxis, ReportData } from '@brink/sweep';
import { rearrange, type Arrangement } from '../arrangement.js';
import { colouringLabels, colourings, type ColouringName } from '../colouring.js';
import { formatAxisValue } from '../number-format.js';
import { element } from './element.js';

export interface View {
  readonly colouring: ColouringName;
  readonly arrangement: Arrangement;
  /** A place for each axis of the run. */
  readonly held: readonly number[];
}

export function colouringChoice(view: View, change: (view: Partial<View>) => void): HTMLElement {
  const choices = colourings.map((name) => {
    const input = element('input', { type: 'radio', name: 'colouring', value: name });
    input.checked = name === view.colouring;
    input.addEventListener('change', () => {
      change({ colouring: name });
    });
    return element('label', {}, input, element('span', {}, colouringLabels[name]));
  });
  return element('fieldset', { class: 'segments' }, element('legend', {}, 'Colour by'), ...choices);
}

/** Empty where the run has no more axes than a map shows. */
export function axisChoice(
  run: ReportData,
  view: View,
  change: (view: Partial<View>) => void,
): HTMLElement[] {
  if (run.axes.length < 3) return [];
  const roles = [
    ['across', 'Across'],
    ['up', 'Up'],
    ['facet', 'Small maps'],
  ] as const;
  const selects = roles.map(([role, label]) => {
    const select = element('select', { 'data-role': role });
    if (role === 'facet') select.append(element('option', { value: '' }, 'none'));
    run.axes.forEach((axis, position) =>
      select.append(element('option', { value: String(position) }, axis.name)),
    );
    select.value = String(view.arrangement[role] ?? '');
    select.addEventListener('change', () => {
      const position = select.value === '' ? null : Number(select.value);
      change({ arrangement: exchanged(run.axes, view.arrangement, role, position) });
    });
    return element('label', {}, element('span', {}, label), select);
  });
  const sliders = view.arrangement.held.map((position) =>
    slider(run.axes[position]!, position, view, change),
  );
  return [element('div', { class: 'axes' }, ...selects, ...sliders)];
}

/** An axis that is chosen for one place leaves its former place to the one it drives out. */
function exchanged(
  axes: readonly ReportAxis[],
  arrangement: Arrangement,
  role: 'across' | 'up' | 'facet',
  position: number | null,
): Arrangement {
  const { across, up, facet } = arrangement;
  const next = { across, up, facet };
  for (const other of ['across', 'up', 'facet'] as const)
    if (position !== null && other !== role && next[other] === position)
      next[other] = arrangement[role];
  next[role] = position;
  const free = rearrange(axes, next).held[0] ?? null;
  if (next.across === null) next.across = free;
  else next.up ??= free;
  return rearrange(axes, next);
}

function slider(
  axis: ReportAxis,
  position: number,
  view: View,
  change: (view: Partial<View>) => void,
): HTMLElement {
  const valueAt = (place: number) => formatAxisValue(axis.values[place] ?? '');
  const output = element('output', {}, valueAt(view.held[position] ?? 0));
  const input = element('input', {
    type: 'range',
    min: '0',
    max: String(axis.values.length - 1),
    step: '1',
    value: String(view.held[position] ?? 0),
    'data-axis': String(position),
    'aria-valuetext': output.value,
  });
  input.addEventListener('input', () => {
    const place = Number(input.value);
    output.value = valueAt(place);
    input.setAttribute('aria-valuetext', output.value);
    change({ held: view.held.map((at, axisAt) => (axisAt === position ? place : at)) });
  });
  return element('label', { class: 'slider' }, element('span', {}, axis.name), input, output);
}
