/** Concatenation and padding: each part is written to its place. */
import type { Node } from '@brink/graph';
import { addConstant } from '../affine.js';
import type { Elements } from '../elements.js';
import { knownElement } from '../primitives.js';
import { storeEach } from './map.js';

export function writeConcat(elements: Elements): void {
  const { root, samples, block } = elements.site;
  const node = elements.node(root) as Extract<Node, { op: 'concat' }>;
  const blocked = elements.rootBlocked;
  const sampleAxis = samples.axis[root] ?? null;
  const { axis } = node.attributes;
  let start = 0;
  node.inputs.forEach((input, position) => {
    const { shape } = elements.node(input);
    const dims = shape.map((dim, at) => (blocked && at === sampleAxis ? block! : dim));
    const from = start;
    storeEach(
      elements,
      dims,
      (coordinates) => elements.input(root, position, coordinates, blocked, sampleAxis),
      (coordinates) => coordinates.map((c, at) => (at === axis ? addConstant(c, from) : c)),
    );
    start += shape[axis]!;
  });
}

export function writePad(elements: Elements): void {
  const { root, words } = elements.site;
  const node = elements.node(root) as Extract<Node, { op: 'pad' }>;
  const blocked = elements.rootBlocked;
  const { before, value } = node.attributes;
  const fill = knownElement(words, node.dtype, value);
  storeEach(elements, elements.dims(root, blocked), () => fill);
  const inner = elements.dims(node.inputs[0]!, blocked);
  storeEach(
    elements,
    inner,
    (coordinates) => elements.element(node.inputs[0]!, coordinates, blocked),
    (coordinates) => coordinates.map((c, axis) => addConstant(c, before[axis]!)),
  );
}
