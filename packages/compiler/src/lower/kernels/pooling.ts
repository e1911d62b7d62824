/** Pooling over windows and its gradients; cells outside of the input are left out. */
import type { Node } from '@brink/graph';
import { add, bitsAnd, bitsOr, choose, div, eq, local, max, ne, set } from '../../loops/build.js';
import type { Affine } from '../affine.js';
import type { Elements } from '../elements.js';
import { inside, unwindowed, windowed } from './convolution.js';

type Pool = Extract<Node, { op: 'maxPool' | 'avgPool' }>;
type PoolGradient = Extract<Node, { op: 'maxPoolGradient' | 'avgPoolGradient' }>;

export function writePool(elements: Elements): void {
  const { site, emitter } = elements;
  const node = elements.node(site.root) as Pool;
  const blocked = elements.rootBlocked;
  const [, height, width] = elements.node(node.inputs[0]!).shape as readonly [
    number,
    number,
    number,
  ];
  const mean = node.op === 'avgPool';
  const { words } = site;
  emitter.nest(elements.dims(site.root, blocked), (place) => {
    const [sample, y, x, channel] = place as [Affine, Affine, Affine, Affine];
    const sum = emitter.name('sum');
    const count = emitter.name('count');
    emitter.push(set(sum, words.number(mean ? 0 : -Infinity)));
    if (mean) emitter.push(set(count, words.number(0)));
    emitter.loop(node.attributes.window[0], (row) => {
      const inY = windowed(y, row, node.attributes, 0);
      inside(elements, inY, height, () => {
        emitter.loop(node.attributes.window[1], (column) => {
          const inX = windowed(x, column, node.attributes, 1);
          inside(elements, inX, width, () => {
            const value = elements.input(site.root, 0, [sample, inY, inX, channel], blocked, 0);
            emitter.push(set(sum, mean ? add(local(sum), value) : max(local(sum), value)));
            if (mean) emitter.push(set(count, add(local(count), words.number(1))));
          });
        });
      });
    });
    elements.store(place, mean ? div(local(sum), local(count)) : local(sum));
  });
}

export function writePoolGradient(elements: Elements): void {
  const { site, emitter } = elements;
  const node = elements.node(site.root) as PoolGradient;
  const { words } = site;
  const blocked = elements.rootBlocked;
  const window = node.attributes;
  const mean = node.op === 'avgPoolGradient';
  const slopeAt = mean ? 0 : 2;
  const [, height, width] = elements.node(node.inputs[slopeAt]!).shape as readonly [
    number,
    number,
    number,
  ];
  const dims = elements.dims(site.root, blocked);
  const [, inHeight, inWidth] = dims as readonly [number, number, number];
  emitter.nest(dims, (place) => {
    const [sample, y, x, channel] = place as [Affine, Affine, Affine, Affine];
    const sum = emitter.name('sum');
    emitter.push(set(sum, words.number(0)));
    emitter.loop(window.window[0], (row) => {
      unwindowed(elements, y, row, window, 0, height, (outY) => {
        emitter.loop(window.window[1], (column) => {
          unwindowed(elements, x, column, window, 1, width, (outX) => {
            const out = [sample, outY, outX, channel];
            const slope = elements.input(site.root, slopeAt, out, blocked, 0);
            if (mean) {
              const cells = countCells(elements, outY, outX, inHeight, inWidth, node);
              emitter.push(set(sum, add(local(sum), div(slope, local(cells)))));
              return;
            }
            const held = emitter.hold(elements.input(site.root, 0, place, blocked, 0));
            const greatest = emitter.hold(elements.input(site.root, 1, out, blocked, 0));
            const both = bitsAnd(ne(held, held), ne(greatest, greatest));
            const mask = emitter.hold(bitsOr(eq(held, greatest), both));
            emitter.push(set(sum, choose(mask, add(local(sum), slope), local(sum))));
          });
        });
      });
    });
    elements.store(place, local(sum));
  });
}

/** How many cells of the window at an output position lie inside of the input. */
function countCells(
  elements: Elements,
  outY: Affine,
  outX: Affine,
  height: number,
  width: number,
  node: PoolGradient,
): string {
  const { emitter, site } = elements;
  const count = emitter.name('count');
  emitter.push(set(count, site.words.number(0)));
  emitter.loop(node.attributes.window[0], (row) => {
    inside(elements, windowed(outY, row, node.attributes, 0), height, () => {
      emitter.loop(node.attributes.window[1], (column) => {
        inside(elements, windowed(outX, column, node.attributes, 1), width, () => {
          emitter.push(set(count, add(local(count), site.words.number(1))));
        });
      });
    });
  });
  return count;
}
