/** What a rule is, and the complaints that many rules share: each says what is wrong, or null. */
import type { DType, Node, Primitive } from '../graph.js';

export type NodeOf<P extends Primitive> = Extract<Node, { readonly op: P }>;
export type Check<N extends Node> = (node: N, inputs: readonly Node[]) => string | null;
export type Rule<P extends Primitive> = Check<NodeOf<P>>;

/** The first complaint, or null. */
export function firstOf(...complaints: (string | null)[]): string | null {
  return complaints.find((complaint) => complaint !== null) ?? null;
}

export function count(inputs: readonly Node[], wanted: number): string | null {
  return inputs.length === wanted ? null : `takes ${wanted} inputs, has ${inputs.length}`;
}

export function typed(node: Node, allowed: readonly DType[]): string | null {
  return allowed.includes(node.dtype) ? null : `cannot be of type ${node.dtype}`;
}

/** All inputs are of the node's type. */
export function likeInputs(node: Node, inputs: readonly Node[]): string | null {
  const other = inputs.find((input) => input.dtype !== node.dtype);
  return other === undefined ? null : `is ${node.dtype} but has an input of type ${other.dtype}`;
}
