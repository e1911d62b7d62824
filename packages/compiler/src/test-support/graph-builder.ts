/** Graphs by hand, for tests of lowering. */
import type { DType, Graph, Node, NodeId, Origin, Port, Shape } from '@brink/graph';

const ORIGIN: Origin = { phase: 'forward', kernel: 'test' };

type Values = Float32Array | Float64Array | Int32Array | Uint8Array;

export class GraphBuilder {
  readonly nodes: Node[] = [];
  readonly inputs: Port[] = [];
  readonly outputs: Port[] = [];

  private add(node: Omit<Node, 'origin'>): NodeId {
    this.nodes.push({ ...node, origin: ORIGIN } as Node);
    return this.nodes.length - 1;
  }

  shape(id: NodeId): Shape {
    return this.nodes[id]!.shape;
  }

  input(name: string, shape: Shape, dtype: DType = 'float'): NodeId {
    const id = this.add({ op: 'input', inputs: [], shape, dtype, attributes: { name } } as Omit<
      Node,
      'origin'
    >);
    this.inputs.push({ name, node: id });
    return id;
  }

  constant(values: Values | readonly number[], shape: Shape, dtype: DType = 'float'): NodeId {
    const stored = Array.isArray(values)
      ? (dtype === 'int32' ? Int32Array : Float64Array).from(values)
      : values;
    return this.add({
      op: 'constant',
      inputs: [],
      shape,
      dtype,
      attributes: { values: stored },
    } as Omit<Node, 'origin'>);
  }

  /** Any primitive. */
  op(
    op: Node['op'],
    inputs: readonly NodeId[],
    shape: Shape,
    attributes?: unknown,
    dtype: DType = 'float',
  ): NodeId {
    return this.add({ op, inputs, shape, dtype, attributes } as Omit<Node, 'origin'>);
  }

  unary(op: Node['op'], a: NodeId): NodeId {
    return this.op(op, [a], this.shape(a));
  }

  binary(op: Node['op'], a: NodeId, b: NodeId): NodeId {
    return this.op(op, [a, b], this.shape(a));
  }

  broadcast(a: NodeId, shape: Shape): NodeId {
    return this.op('broadcast', [a], shape);
  }

  /** A constant of any shape that is one number. */
  fill(value: number, shape: Shape): NodeId {
    return this.broadcast(this.constant([value], []), shape);
  }

  matMul(a: NodeId, b: NodeId, transposeA = false, transposeB = false): NodeId {
    const x = this.shape(a);
    const y = this.shape(b);
    const shape = [...x.slice(0, -2), x.at(transposeA ? -1 : -2)!, y.at(transposeB ? -2 : -1)!];
    return this.op('matMul', [a, b], shape, { transposeA, transposeB });
  }

  sum(a: NodeId, axes: readonly number[]): NodeId {
    return this.op(
      'reduceSum',
      [a],
      this.shape(a).filter((_, axis) => !axes.includes(axis)),
      { axes },
    );
  }

  output(name: string, node: NodeId): void {
    this.outputs.push({ name, node });
  }

  build(): Graph {
    return { nodes: this.nodes, inputs: this.inputs, outputs: this.outputs };
  }
}
