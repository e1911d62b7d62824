/** What the colours of the maps mean. */
import * as Plot from '@observablehq/plot';
import type { Colouring } from '../colouring.js';
import { element } from './element.js';
import { rampColour } from './ramp.js';

export function drawLegend(colouring: Colouring): HTMLElement {
  const swatches = colouring.swatches.map(({ label, colour }) =>
    element(
      'li',
      {},
      element(
        'i',
        colour === null
          ? { class: 'swatch not-run' }
          : { class: 'swatch', style: `background:${colour}` },
      ),
      label,
    ),
  );
  const ramps = colouring.ramps.map((ramp) => {
    return Plot.legend({
      color: {
        type: 'linear',
        domain: [0, 1],
        interpolate: (at: number) => `rgb(${rampColour(ramp, at).join(',')})`,
      },
      ticks: ramp.ticks.map(({ at }) => at),
      tickFormat: (at: number) => ramp.ticks.find((tick) => tick.at === at)?.text ?? '',
      label: ramp.label,
      width: 320,
      height: 46,
      marginLeft: 14,
      marginRight: 22,
      style: { fontSize: '12px', fontFamily: 'inherit', background: 'none', overflow: 'visible' },
    });
  });
  return element('div', { class: 'legend' }, ...ramps, element('ul', {}, ...swatches));
}
