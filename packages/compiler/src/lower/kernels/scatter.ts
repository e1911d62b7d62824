/** Rows by index where the index differs from cell to cell, and sums of rows by segment. */
import type { Node } from '@brink/graph';
import type { Lanes } from '../../loops.js';
import { add, bitsAdd, bitsEq, choose, fromIndex, local, set, toBits } from '../../loops/build.js';
import { type Affine, affineIndex, int } from '../affine.js';
import type { Elements } from '../elements.js';
import { indexElement } from '../gather.js';
import { isUniformIndex } from '../problem.js';
import { knownElement } from '../primitives.js';
import { storeEach } from './map.js';

/** Tries every row of the table: right for any index, quick only for few rows. */
export function writeGather(elements: Elements): void {
  const { root, samples, words } = elements.site;
  const node = elements.node(root) as Extract<Node, { op: 'gather' }>;
  const { emitter } = elements;
  const blocked = elements.rootBlocked;
  const { axis } = node.attributes;
  const rank = elements.node(node.inputs[1]!).shape.length;
  const sample = samples.axis[root] ?? null;
  const inIndices = sample !== null && sample >= axis && sample < axis + rank;
  const rows = elements.node(node.inputs[0]!).shape[axis]!;
  emitter.nest(elements.dims(root, blocked), (coordinates) => {
    const index = emitter.hold(
      elements.input(
        root,
        1,
        coordinates.slice(axis, axis + rank),
        blocked,
        inIndices ? sample - axis : null,
      ),
    );
    const found = emitter.name('found');
    const none = knownElement(words, node.dtype, node.dtype === 'float' ? NaN : 0);
    emitter.push(set(found, none));
    emitter.loop(rows, (row) => {
      const at = [...coordinates.slice(0, axis), row, ...coordinates.slice(axis + rank)];
      const value = elements.input(root, 0, at, blocked, inIndices ? null : sample);
      const mask = bitsEq(index, toBits(fromIndex(affineIndex(row))));
      emitter.push(set(found, choose(mask, value, local(found))));
    });
    elements.store(coordinates, local(found));
  });
}

export function writeSegmentSum(elements: Elements): void {
  const { site, emitter } = elements;
  const { root, samples, block, words } = site;
  const node = elements.node(root) as Extract<Node, { op: 'segmentSum' }>;
  const [values, segments] = node.inputs as readonly [number, number];
  const { count } = node.attributes;
  const blocked = block !== undefined && samples.reduces[root] === true;
  const length = blocked ? block : elements.node(values).shape[0]!;
  const rest = node.shape.slice(1);
  const zero = knownElement(words, node.dtype, 0);
  const join = node.dtype === 'int32' ? bitsAdd : add;
  if (!site.accumulates) storeEach(elements, node.shape, () => zero);
  const addRow = (n: Affine, row: Affine, mask?: Lanes): void => {
    storeEach(
      elements,
      rest,
      (inner) => {
        const value = elements.input(root, 0, [n, ...inner], blocked, 0);
        const before = emitter.hold(elements.loadOutput([row, ...inner]));
        const sum = join(before, value);
        return mask === undefined ? sum : choose(mask, sum, before);
      },
      (inner) => [row, ...inner],
    );
  };
  emitter.loop(length, (n) => {
    const at = elements.enter(segments, [n], blocked, 0);
    if (isUniformIndex(site.problem, segments)) {
      const row = indexElement(elements, segments, at.coordinates, at.blocked);
      const index = affineIndex(row);
      emitter.ifLess(int(-1), index, () => {
        emitter.ifLess(index, int(count), () => {
          addRow(n, row);
        });
      });
    } else {
      const segment = emitter.hold(elements.element(segments, at.coordinates, at.blocked));
      emitter.loop(count, (row) => {
        const mask = bitsEq(segment, toBits(fromIndex(affineIndex(row))));
        addRow(n, row, emitter.hold(mask));
      });
    }
  });
}
