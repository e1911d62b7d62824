/**
 * The value of one element of a node as an expression over what is in memory: the heart of
 * fusion. Views are followed by their coordinates, element-wise nodes of the cluster are computed
 * on the spot, everything else is loaded.
 *
 * In a loop over blocks of samples, coordinates along a sample axis count from the first sample of
 * the block ("blocked"); below the first node without a sample axis they count from 0.
 */
import type { Node, NodeId } from '@brink/graph';
import type { Index, Lanes } from '../loops.js';
import { bitsAdd, fromIndex, idiv, irem, ne, shiftLeft, toBits } from '../loops/build.js';
import {
  addAffine,
  type Affine,
  affineIndex,
  affineKey,
  constantAffine,
  linearise,
  scaleAffine,
} from './affine.js';
import type { Emitter } from './emitter.js';
import { gatheredElement, type Surroundings } from './gather.js';
import type { KernelSite } from './kernel-site.js';
import type { Leaf } from './leaves.js';
import { elementOf, knownElement, takesLibrary } from './primitives.js';
import { constantOf, fillOf, isView } from './problem.js';
import { inputCoordinates } from './views.js';

export class Elements implements Surroundings {
  /** The sums that stand for the heart while its consumers are computed. */
  heartValue: Lanes | undefined;

  constructor(
    readonly site: KernelSite,
    readonly emitter: Emitter,
  ) {}

  node(id: NodeId): Node {
    return this.site.problem.graph.nodes[id]!;
  }

  /** Whether the cluster's root counts samples within a block. */
  get rootBlocked(): boolean {
    const { block, samples, root } = this.site;
    return block !== undefined && samples.axis[root] !== null;
  }

  /** True where a node of the cluster, the heart and what is under it aside, takes the maths library. */
  get rootIsLong(): boolean {
    const { site } = this;
    const seen = new Set<NodeId>();
    const visit = (id: NodeId): boolean => {
      if (seen.has(id) || id === site.heart || (id !== site.root && site.leaves.has(id)))
        return false;
      seen.add(id);
      const node = this.node(id);
      return takesLibrary(node.op) || node.inputs.some(visit);
    };
    return visit(site.root);
  }

  /** The extent of a node's dimensions in the present loop. */
  dims(id: NodeId, blocked: boolean): readonly number[] {
    const { shape } = this.node(id);
    const axis = this.site.samples.axis[id];
    if (!blocked || axis === null || axis === undefined) return shape;
    return shape.map((dim, at) => (at === axis ? this.site.block! : dim));
  }

  /**
   * An element of an input of `parent`. `sampleCoordinate` is the coordinate of the input that
   * counts samples as seen from the parent, where there is one.
   */
  input(
    parent: NodeId,
    position: number,
    coordinates: readonly Affine[],
    blocked: boolean,
    sampleCoordinate: number | null,
  ): Lanes {
    const id = this.node(parent).inputs[position]!;
    const at = this.enter(id, coordinates, blocked, sampleCoordinate);
    return this.element(id, at.coordinates, at.blocked);
  }

  /** Coordinates that count from the block's first sample become such that count from 0, where `id` has no sample axis. */
  enter(
    id: NodeId,
    coordinates: readonly Affine[],
    blocked: boolean,
    sampleCoordinate: number | null,
  ): { readonly coordinates: readonly Affine[]; readonly blocked: boolean } {
    if (!blocked || this.site.samples.axis[id] !== null) return { coordinates, blocked };
    return { coordinates: this.shifted(coordinates, sampleCoordinate), blocked: false };
  }

  private shifted(coordinates: readonly Affine[], axis: number | null): readonly Affine[] {
    if (axis === null) return coordinates;
    const first = this.emitter.parameter('first');
    return coordinates.map((coordinate, at) =>
      at === axis ? addAffine(coordinate, first) : coordinate,
    );
  }

  element(id: NodeId, coordinates: readonly Affine[], blocked: boolean): Lanes {
    const { site, emitter } = this;
    if (id === site.heart && this.heartValue !== undefined) return this.heartValue;
    const node = this.node(id);
    const values = constantOf(site.problem, node);
    const fill = values === undefined ? undefined : fillOf(values);
    if (fill !== undefined) return knownElement(site.words, node.dtype, fill);
    const leaf = site.leaves.get(id);
    const key = `${id}${blocked ? 'b' : 'w'}${coordinates.map((c) => affineKey(c)).join()}`;
    const held = emitter.held(key);
    if (held !== undefined) return held;
    if (leaf !== undefined) return emitter.hold(this.loadLeaf(id, leaf, coordinates, blocked), key);
    if (isView(site.problem, node)) return this.throughView(id, node, coordinates, blocked);
    const axis = site.samples.axis[id] ?? null;
    const args = node.inputs.map((_, position) =>
      this.input(id, position, coordinates, blocked, axis),
    );
    const types = node.inputs.map((input) => this.node(input).dtype);
    const value = elementOf(site.words, node, types, args);
    return (site.uses[id] ?? 0) > 1 && id !== site.root ? emitter.hold(value, key) : value;
  }

  private throughView(
    id: NodeId,
    node: Node,
    coordinates: readonly Affine[],
    blocked: boolean,
  ): Lanes {
    if (node.op === 'gather') return gatheredElement(this, id, node, coordinates, blocked);
    const source = node.inputs[0]!;
    const axis = this.site.samples.axis[source] ?? null;
    const inside = blocked && axis !== null;
    const dims = this.dims(source, inside);
    const mapped = inputCoordinates(this.emitter, node, coordinates, this.dims(id, blocked), dims);
    return this.element(source, mapped, inside);
  }

  /** Where an element of a leaf stands, in the leaf's own elements. */
  leafAddress(id: NodeId, leaf: Leaf, coordinates: readonly Affine[], blocked: boolean): Affine {
    const slot = this.site.slots.get(id)!;
    const node = this.node(id);
    // The leaf of a slice is what it is cut from, from where the cut begins.
    const own =
      node.op === 'slice' && this.site.partial.has(id)
        ? coordinates.map((c, axis) => scaleAffine(c, node.attributes.strides[axis]!))
        : coordinates;
    let at = blocked ? this.shifted(own, leaf.sampleAxis) : own;
    let { dims } = leaf;
    if (leaf.rows !== undefined) {
      const row = dims[0] === 1 ? constantAffine(0) : at[0]!;
      const table = addAffine(this.emitter.parameter(`rows${slot}`), row);
      at = [this.emitter.loadIndex(table, leaf.rows.count), ...at.slice(1)];
      // Also a batch of one sample is one of all rows.
      dims = [leaf.rows.count, ...dims.slice(1)];
    }
    return addAffine(this.emitter.parameter(`p${slot}`), linearise(at, dims));
  }

  private loadLeaf(
    id: NodeId,
    leaf: Leaf,
    coordinates: readonly Affine[],
    blocked: boolean,
  ): Lanes {
    const at = this.leafAddress(id, leaf, coordinates, blocked);
    if (leaf.kind === 'index')
      return integerOfIndex(affineIndex(this.emitter.loadIndex(at, 2 ** 31)));
    const { address, offset } = this.emitter.address(at);
    if (leaf.kind === 'lanes') return { kind: 'load', address, offset };
    const scalar: Lanes = { kind: 'loadUniform', address, offset };
    return leaf.dtype === 'bool' ? ne(scalar, this.site.words.number(0)) : scalar;
  }

  outputAddress(coordinates: readonly Affine[]): Affine {
    const { output } = this.site;
    const at = this.rootBlocked ? this.shifted(coordinates, output.sampleAxis) : coordinates;
    return addAffine(this.emitter.parameter('out'), linearise(at, output.dims));
  }

  store(coordinates: readonly Affine[], value: Lanes): void {
    this.emitter.store(this.outputAddress(coordinates), value);
  }

  loadOutput(coordinates: readonly Affine[]): Lanes {
    return { kind: 'load', ...this.emitter.address(this.outputAddress(coordinates)) };
  }
}

/** An index in every lane as an integer, by halves so that each is exact as a float32. */
function integerOfIndex(at: Index): Lanes {
  return bitsAdd(
    shiftLeft(toBits(fromIndex(idiv(at, 65536))), 16),
    toBits(fromIndex(irem(at, 65536))),
  );
}
