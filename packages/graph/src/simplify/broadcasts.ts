/** Element-wise work on repeated values is done once, before they are repeated. */
import type { Value } from '../builder.js';
import type { Node, Primitive, Shape } from '../graph.js';
import { broadcastShape, sizeOf } from '../shapes.js';
import { elementwisePrimitives } from '../elementwise-primitives.js';
import type { RewriteRule, RewriteTable, Site } from './rewrite.js';

/** The value before it was repeated. */
function core(site: Site, value: Value): Value {
  const node = site.nodeOf(value);
  return node.op === 'broadcast' ? site.valueOf(node.inputs[0]!) : value;
}

const beforeBroadcast: RewriteRule<Node> = (site, node) => {
  const cores = site.inputs.map((input) => core(site, input));
  const shape = cores.reduce<Shape>((joined, { shape: own }) => broadcastShape(joined, own)!, []);
  if (sizeOf(shape) >= sizeOf(node.shape)) return null;
  const small = site.build.emit(
    node.op,
    cores.map((value) => site.build.broadcast(value, shape)),
    shape,
    node.dtype,
    undefined,
  );
  return site.build.broadcast(small, node.shape);
};

export const broadcasts: RewriteTable = Object.fromEntries(
  elementwisePrimitives.map((op: Primitive) => [op, beforeBroadcast]),
);
