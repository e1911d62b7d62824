/** Concatenation and padding: each part is written to its place. */
import type { Node } from '@brink/graph';
import { addConstant } from '../affine.js';
import type { Elements } from '../elements.js';
import { knownElement } from '../primitives.js';
import { unrolledNest } from './map.js';

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
    unrolledNest(elements, dims, (coordinates) => {
      const value = elements.input(root, position, coordinates, blocked, sampleAxis);
      const place = coordinates.map((c, at) => (at === axis ? addConstant(c, from) : c));
      elements.store(place, value);
    });
    start += shape[axis]!;
  });
}

export function writePad(elements: Elements): void {
  const { root, words } = elements.site;
  const node = elements.node(root) as Extract<Node, { op: 'pad' }>;
  const blocked = elements.rootBlocked;
  const { before, value } = node.attributes;
  const fill = knownElement(words, node.dtype, value);
  unrolledNest(elements, elements.dims(root, blocked), (coordinates) => {
    elements.store(coordinates, fill);
  });
  const inner = elements.dims(node.inputs[0]!, blocked);
  unrolledNest(elements, inner, (coordinates) => {
    const place = coordinates.map((c, axis) => addConstant(c, before[axis]!));
    elements.store(place, elements.element(node.inputs[0]!, coordinates, blocked));
  });
}
