/** Views: nodes whose elements are elements of their input, and where there. */
import type { Node, NodeId } from '@brink/graph';
import { addConstant, type Affine, constantAffine, linearise, scaleAffine } from './affine.js';
import type { Emitter } from './emitter.js';
import type { Problem } from './problem.js';

/** The coordinates of a view's input, of extents `dims`, from those of the view, of extents `own`. */
export function inputCoordinates(
  emitter: Emitter,
  node: Node,
  coordinates: readonly Affine[],
  own: readonly number[],
  dims: readonly number[],
): readonly Affine[] {
  switch (node.op) {
    case 'reshape':
      return emitter.delinearise(linearise(coordinates, own), dims);
    case 'broadcast': {
      const skip = coordinates.length - dims.length;
      return dims.map((dim, axis) => (dim === 1 ? constantAffine(0) : coordinates[axis + skip]!));
    }
    case 'transpose': {
      const at = new Array<Affine>(dims.length);
      node.attributes.permutation.forEach((from, to) => {
        at[from] = coordinates[to]!;
      });
      return at;
    }
    case 'slice':
      return coordinates.map((coordinate, axis) =>
        addConstant(
          scaleAffine(coordinate, node.attributes.strides[axis]!),
          node.attributes.begin[axis]!,
        ),
      );
    case 'reverse':
      return coordinates.map((coordinate, axis) =>
        node.attributes.axes.includes(axis)
          ? addConstant(scaleAffine(coordinate, -1), dims[axis]! - 1)
          : coordinate,
      );
    default:
      throw new Error(`'${node.op}' is no view`);
  }
}

/** True where every value that the indices can take is known to lie in the table. */
export function indicesFit(problem: Problem, id: NodeId, extent: number): boolean {
  let node = problem.graph.nodes[id]!;
  for (;;) {
    const binding = node.op === 'input' ? problem.inputs.get(node.attributes.name) : undefined;
    const values =
      node.op === 'constant'
        ? node.attributes.values
        : binding?.source.kind === 'constant'
          ? binding.source.values
          : undefined;
    if (values !== undefined) {
      for (const value of values) if (value < 0 || value >= extent) return false;
      return true;
    }
    node = problem.graph.nodes[node.inputs[0]!]!;
  }
}
