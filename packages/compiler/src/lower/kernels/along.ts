/** Kernels that walk along one axis: running sums and products, the place of the greatest and least. */
import type { Node } from '@brink/graph';
import {
  add,
  bitsAdd,
  bitsAnd,
  bitsGt,
  bitsLt,
  bitsOr,
  choose,
  eq,
  fromIndex,
  gt,
  local,
  lt,
  mul,
  ne,
  set,
  toBits,
} from '../../loops/build.js';
import { LoweringError } from '../../errors.js';
import { addConstant, affineIndex, constantAffine, scaleAffine, type Affine } from '../affine.js';
import type { Elements } from '../elements.js';

export function writeRunning(elements: Elements): void {
  const { root, words } = elements.site;
  const node = elements.node(root) as Extract<Node, { op: 'cumSum' | 'cumProd' }>;
  const { emitter } = elements;
  const blocked = elements.rootBlocked;
  const dims = elements.dims(root, blocked);
  const { axis, exclusive, reverse } = node.attributes;
  const integers = node.dtype === 'int32';
  const isSum = node.op === 'cumSum';
  if (integers && !isSum)
    throw new LoweringError(node.op, 'has no form for int32', 'cast to float32', node.origin.line);
  const join = isSum ? (integers ? bitsAdd : add) : mul;
  const start = integers ? words.integer(0) : words.number(isSum ? 0 : 1);
  const length = dims[axis]!;
  const others = dims.map((dim, at) => (at === axis ? 1 : dim));
  emitter.nest(others, (outer) => {
    const name = emitter.name('sum');
    emitter.push(set(name, start));
    emitter.loop(length, (turn) => {
      const along = reverse ? addConstant(scaleAffine(turn, -1), length - 1) : turn;
      const place = outer.map((c, at) => (at === axis ? along : c));
      const value = elements.input(
        root,
        0,
        place,
        blocked,
        elements.site.samples.axis[root] ?? null,
      );
      if (exclusive) {
        const held = emitter.hold(value);
        elements.store(place, local(name));
        emitter.push(set(name, join(local(name), held)));
      } else {
        emitter.push(set(name, join(local(name), value)));
        elements.store(place, local(name));
      }
    });
  });
}

export function writeArg(elements: Elements): void {
  const { root, samples, block, words } = elements.site;
  const node = elements.node(root) as Extract<Node, { op: 'argMax' | 'argMin' }>;
  const { emitter } = elements;
  const { axis } = node.attributes;
  const source = node.inputs[0]!;
  const blocked = block !== undefined && samples.axis[source] !== null;
  const from = elements.dims(source, blocked);
  const integers = elements.node(source).dtype === 'int32';
  const greatest = node.op === 'argMax';
  const beats = integers ? (greatest ? bitsGt : bitsLt) : greatest ? gt : lt;
  emitter.nest(elements.dims(root, elements.rootBlocked), (outer) => {
    const at = (along: Affine): Affine[] => [...outer.slice(0, axis), along, ...outer.slice(axis)];
    const best = emitter.name('best');
    const place = emitter.name('place');
    emitter.push(set(best, elements.element(source, at(constantAffine(0)), blocked)));
    emitter.push(set(place, words.integer(0)));
    emitter.loop(from[axis]! - 1, (turn) => {
      const along = addConstant(turn, 1);
      const value = emitter.hold(elements.element(source, at(along), blocked));
      const firstNan = bitsAnd(ne(value, value), eq(local(best), local(best)));
      const better = beats(value, local(best));
      const mask = emitter.hold(integers ? better : bitsOr(better, firstNan));
      emitter.push(set(best, choose(mask, value, local(best))));
      emitter.push(set(place, choose(mask, toBits(fromIndex(affineIndex(along))), local(place))));
    });
    elements.store(outer, local(place));
  });
}
