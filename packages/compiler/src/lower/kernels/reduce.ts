/**
 * Sums, products, greatest and least over some axes, in rising order of the flattened index of
 * what is reduced. Sums start at 0, products at 1, the others at what changes nothing.
 */
import type { Node } from '@brink/graph';
import type { Lanes } from '../../loops.js';
import {
  add,
  bitsAnd,
  bitsGt,
  bitsLt,
  bitsOr,
  choose,
  local,
  max,
  min,
  mul,
  bitsAdd,
} from '../../loops/build.js';
import { LoweringError } from '../../errors.js';
import { addConstant, type Affine, scaleAffine } from '../affine.js';
import type { Elements } from '../elements.js';
import type { Words } from '../primitives.js';
import { finish, finishStored } from './matmul.js';
import { runsOf } from './tiles.js';

const SUMS = 4;

export function writeReduction(elements: Elements): void {
  const { site, emitter } = elements;
  const id = site.heart ?? site.root;
  const node = elements.node(id);
  const { axes } = node.attributes as { readonly axes: readonly number[] };
  const source = node.inputs[0]!;
  const blocked = site.block !== undefined && site.samples.axis[source] !== null;
  const dims = elements.dims(id, elements.rootBlocked);
  const from = elements.dims(source, blocked);
  const reduced = [...axes].sort((x, y) => x - y);
  const kept = from.map((_, axis) => axis).filter((axis) => !reduced.includes(axis));
  const { start, join } = joinOf(node, site.words);
  const last = dims[dims.length - 1] ?? 1;

  emitter.nest(dims.slice(0, -1), (outer) => {
    for (const run of runsOf(last, SUMS))
      emitter.loop(run.turns, (turn) => {
        const places = Array.from({ length: run.size }, (_, offset): Affine[] =>
          dims.length === 0
            ? []
            : [...outer, addConstant(scaleAffine(turn, run.size), run.start + offset)],
        );
        writeSums(places);
      });
  });
  finishStored(elements);

  function writeSums(places: readonly (readonly Affine[])[]): void {
    const sums = places.map((place) => {
      const name = emitter.name('sum');
      const value = site.accumulates ? elements.loadOutput(place) : start;
      emitter.push({ kind: 'set', name, value });
      return name;
    });
    const counts = reduced.map((axis) => from[axis]!);
    const innermost = counts[counts.length - 1] ?? 1;
    const times = sums.length > 1 ? 1 : ([4, 3, 2].find((n) => innermost % n === 0) ?? 1);
    emitter.nest(counts.slice(0, -1), (outer) => {
      emitter.strided(innermost, times, (inner) => {
        const over = counts.length === 0 ? [] : [...outer, inner];
        places.forEach((place, at) => {
          const coordinates: Affine[] = [];
          kept.forEach((axis, position) => (coordinates[axis] = place[position]!));
          reduced.forEach((axis, position) => (coordinates[axis] = over[position]!));
          const name = sums[at]!;
          const value = elements.element(source, coordinates, blocked);
          emitter.push({ kind: 'set', name, value: join(local(name), value) });
        });
      });
    });
    places.forEach((place, at) => {
      finish(elements, id, place, local(sums[at]!));
    });
  }
}

function joinOf(
  node: Node,
  words: Words,
): { readonly start: Lanes; readonly join: (a: Lanes, b: Lanes) => Lanes } {
  const integers = node.dtype === 'int32';
  switch (node.op) {
    case 'all':
      return { start: words.mask(true), join: bitsAnd };
    case 'any':
      return { start: words.mask(false), join: bitsOr };
    case 'reduceMax':
      return integers
        ? { start: words.integer(-(2 ** 31)), join: (a, b) => choose(bitsGt(a, b), a, b) }
        : { start: words.number(-Infinity), join: max };
    case 'reduceMin':
      return integers
        ? { start: words.integer(2 ** 31 - 1), join: (a, b) => choose(bitsLt(a, b), a, b) }
        : { start: words.number(Infinity), join: min };
    case 'reduceSum':
      return integers
        ? { start: words.integer(0), join: bitsAdd }
        : { start: words.number(0), join: add };
    default:
      if (integers)
        throw new LoweringError(
          node.op,
          'has no form for int32',
          'cast to float32',
          node.origin.line,
        );
      return { start: words.number(1), join: mul };
  }
}
