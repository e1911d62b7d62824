/**
 * Gathers, followed by their coordinates: the row is an element of an int32 node that is the same in
 * every lane, known when the kernel is written or looked up in a table when it runs.
 */
import type { Node, NodeId } from '@brink/graph';
import type { Index, Lanes } from '../loops.js';
import { choose, fromIndex, irem, ne } from '../loops/build.js';
import { type Affine, affineIndex, constantAffine } from './affine.js';
import type { Emitter } from './emitter.js';
import type { KernelSite } from './kernel-site.js';
import type { Leaf } from './leaves.js';
import { knownElement } from './primitives.js';
import { constantOf, fillOf } from './problem.js';
import { indicesFit, inputCoordinates } from './views.js';

/** What a gather asks of the elements around it. */
export interface Surroundings {
  readonly site: KernelSite;
  readonly emitter: Emitter;
  node(id: NodeId): Node;
  dims(id: NodeId, blocked: boolean): readonly number[];
  input(
    parent: NodeId,
    position: number,
    coordinates: readonly Affine[],
    blocked: boolean,
    sampleCoordinate: number | null,
  ): Lanes;
  enter(
    id: NodeId,
    coordinates: readonly Affine[],
    blocked: boolean,
    sampleCoordinate: number | null,
  ): { readonly coordinates: readonly Affine[]; readonly blocked: boolean };
  leafAddress(id: NodeId, leaf: Leaf, coordinates: readonly Affine[], blocked: boolean): Affine;
}

/** An element of a gather: a row of the table, by an index that is the same in every lane. */
export function gatheredElement(
  elements: Surroundings,
  id: NodeId,
  node: Extract<Node, { op: 'gather' }>,
  coordinates: readonly Affine[],
  blocked: boolean,
): Lanes {
  const { axis } = node.attributes;
  const [table, indices] = node.inputs as readonly [NodeId, NodeId];
  const rank = elements.node(indices).shape.length;
  const outerAxis = elements.site.samples.axis[id] ?? null;
  const inIndices = coordinates.slice(axis, axis + rank);
  const sampleOfIndices =
    outerAxis !== null && outerAxis >= axis && outerAxis < axis + rank ? outerAxis - axis : null;
  const extent = elements.node(table).shape[axis]!;
  const position = elements.enter(indices, inIndices, blocked, sampleOfIndices);
  const row = indexElement(elements, indices, position.coordinates, position.blocked);
  // A row out of range reads row 0 and gives NaN, or 0 for integers.
  const clamped = elements.emitter.opaque(
    [row],
    extent,
    ([at]) => irem(iaddWhole(irem(at!, extent), extent), extent),
    `wrap${extent}`,
  );
  const inTable = [...coordinates.slice(0, axis), clamped, ...coordinates.slice(axis + rank)];
  const sampleOfTable = sampleOfIndices === null ? outerAxis : null;
  const value = elements.input(id, 0, inTable, blocked, sampleOfTable);
  if (indicesFit(elements.site.problem, indices, extent)) return value;
  const { words } = elements.site;
  const moved = fromIndex(isubWhole(row, clamped));
  return choose(
    ne(moved, words.number(0)),
    knownElement(words, node.dtype, node.dtype === 'float' ? NaN : 0),
    value,
  );
}

/** An element of an int32 node that is the same in every lane, as an index. */
export function indexElement(
  elements: Surroundings,
  id: NodeId,
  coordinates: readonly Affine[],
  blocked: boolean,
): Affine {
  const node = elements.node(id);
  const values = constantOf(elements.site.problem, node);
  const fill = values === undefined ? undefined : fillOf(values);
  if (fill !== undefined) return constantAffine(fill);
  const leaf = elements.site.leaves.get(id);
  if (leaf !== undefined) {
    const at = elements.leafAddress(id, leaf, coordinates, blocked);
    return elements.emitter.loadIndex(at, 2 ** 31);
  }
  if (node.op === 'gather') return gatheredIndex(elements, node, coordinates, blocked);
  const source = node.inputs[0]!;
  const inside = blocked && elements.site.samples.axis[source] !== null;
  const mapped = inputCoordinates(
    elements.emitter,
    node,
    coordinates,
    elements.dims(id, blocked),
    elements.dims(source, inside),
  );
  return indexElement(elements, source, mapped, inside);
}

function gatheredIndex(
  elements: Surroundings,
  node: Extract<Node, { op: 'gather' }>,
  coordinates: readonly Affine[],
  blocked: boolean,
): Affine {
  const { axis } = node.attributes;
  const [table, indices] = node.inputs as readonly [NodeId, NodeId];
  const rank = elements.node(indices).shape.length;
  const at = elements.enter(indices, coordinates.slice(axis, axis + rank), blocked, 0);
  const row = indexElement(elements, indices, at.coordinates, at.blocked);
  const inTable = [...coordinates.slice(0, axis), row, ...coordinates.slice(axis + rank)];
  const entered = elements.enter(table, inTable, blocked, null);
  return indexElement(elements, table, entered.coordinates, entered.blocked);
}

function iaddWhole(a: Index, b: number): Index {
  return { kind: 'iadd', a, b: { kind: 'int', value: b } };
}

function isubWhole(a: Affine, b: Affine): Index {
  return { kind: 'isub', a: affineIndex(a), b: affineIndex(b) };
}
