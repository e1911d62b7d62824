/**
 * Pooling over windows and its gradients; cells outside of the input are left out. The gradients go
 * from window to window and add to the cells, so each cell sums in rising order of the windows.
 */
import type { Node } from '@brink/graph';
import type { Lanes, Precision } from '../../loops.js';
import {
  add,
  bitsAnd,
  bitsAndNot,
  bitsOr,
  choose,
  div,
  eq,
  local,
  ne,
  pseudoMax,
  set,
} from '../../loops/build.js';
import type { Affine } from '../affine.js';
import type { Elements } from '../elements.js';
import { inside, windowed } from './convolution.js';
import { storeEach } from './map.js';

type Pool = Extract<Node, { op: 'maxPool' | 'avgPool' | 'maxPoolGradient' | 'avgPoolGradient' }>;
type Place = readonly [Affine, Affine, Affine, Affine];

export function writePool(elements: Elements): void {
  const { site, emitter } = elements;
  const node = elements.node(site.root) as Pool;
  const blocked = elements.rootBlocked;
  const mean = node.op === 'avgPool';
  const { words } = site;
  emitter.nest(elements.dims(site.root, blocked), (place) => {
    const sum = emitter.name('sum');
    const count = mean ? countCells(elements, node, place) : undefined;
    emitter.push(set(sum, words.number(mean ? 0 : lowest(words.precision))));
    forEachCell(elements, node, place, (cell) => {
      const value = elements.input(site.root, 0, cell, blocked, 0);
      // What is not greater, and so NaN too, leaves the greatest as it is.
      emitter.push(set(sum, mean ? add(local(sum), value) : pseudoMax(local(sum), value)));
    });
    elements.store(place, count === undefined ? local(sum) : div(local(sum), count));
  });
}

export function writePoolGradient(elements: Elements): void {
  const { site, emitter } = elements;
  const node = elements.node(site.root) as Pool;
  const { words } = site;
  const blocked = elements.rootBlocked;
  const mean = node.op === 'avgPoolGradient';
  const slopeAt = mean ? 0 : 2;
  storeEach(elements, elements.dims(site.root, blocked), () => words.number(0));
  emitter.nest(elements.dims(node.inputs[slopeAt]!, blocked), (place) => {
    const slope = elements.input(site.root, slopeAt, place, blocked, 0);
    if (mean) {
      const share = emitter.hold(div(slope, countCells(elements, node, place)));
      forEachCell(elements, node, place, (cell) => {
        elements.store(cell, add(elements.loadOutput(cell), share));
      });
      return;
    }
    const held = emitter.hold(slope);
    const greatest = greatestOfWindow(elements, node, place);
    const taken = emitter.name('taken');
    emitter.push(set(taken, words.mask(false)));
    forEachCell(elements, node, place, (cell) => {
      const value = emitter.hold(elements.input(site.root, 0, cell, blocked, 0));
      const both = bitsAnd(ne(value, value), ne(greatest, greatest));
      const wins = bitsOr(eq(value, greatest), both);
      const first = emitter.hold(bitsAndNot(wins, local(taken)));
      const before = emitter.hold(elements.loadOutput(cell));
      elements.store(cell, choose(first, add(before, held), before));
      emitter.push(set(taken, bitsOr(local(taken), first)));
    });
  });
}

/** The lowest finite number, which a pool of nothing but NaN gives. */
function lowest(precision: Precision): number {
  return precision === 'float32' ? -3.4028234663852886e38 : -Number.MAX_VALUE;
}

/** Of the first cell and every later one that is greater: NaN where the first cell holds it. */
function greatestOfWindow(elements: Elements, node: Pool, place: readonly Affine[]): Lanes {
  const { emitter, site } = elements;
  const best = emitter.name('best');
  const begun = emitter.name('begun');
  emitter.push(set(best, site.words.number(0)));
  emitter.push(set(begun, site.words.mask(false)));
  forEachCell(elements, node, place, (cell) => {
    const value = emitter.hold(elements.input(site.root, 0, cell, elements.rootBlocked, 0));
    emitter.push(set(best, choose(local(begun), pseudoMax(local(best), value), value)));
    emitter.push(set(begun, site.words.mask(true)));
  });
  return local(best);
}

/** The cells of the window at an output position that lie inside of the input, in row-major order. */
function forEachCell(
  elements: Elements,
  node: Pool,
  place: readonly Affine[],
  body: (cell: Affine[]) => void,
): void {
  const { emitter } = elements;
  const whole = node.op.endsWith('Gradient') ? node.shape : elements.node(node.inputs[0]!).shape;
  const [sample, y, x, channel] = place as Place;
  const window = node.attributes;
  emitter.loop(window.window[0], (row) => {
    const inY = windowed(y, row, window, 0);
    inside(elements, inY, whole[1]!, () => {
      emitter.loop(window.window[1], (column) => {
        const inX = windowed(x, column, window, 1);
        inside(elements, inX, whole[2]!, () => {
          body([sample, inY, inX, channel]);
        });
      });
    });
  });
}

/** How many cells of the window at an output position lie inside of the input. */
function countCells(elements: Elements, node: Pool, place: readonly Affine[]): Lanes {
  const { emitter, site } = elements;
  const count = emitter.name('count');
  emitter.push(set(count, site.words.number(0)));
  forEachCell(elements, node, place, () => {
    emitter.push(set(count, add(local(count), site.words.number(1))));
  });
  return local(count);
}
