/**
 * Matrix products: a tile of sums stays in registers while the inner dimension runs, and what
 * follows element by element is applied to the sums before they are stored. Each sum starts at 0
 * and takes its products in rising order of the inner dimension.
 */
import type { Node, NodeId } from '@brink/graph';
import type { Lanes } from '../../loops.js';
import { add, local, mul } from '../../loops/build.js';
import { addConstant, type Affine, scaleAffine } from '../affine.js';
import type { Elements } from '../elements.js';
import { storeEach } from './map.js';
import { runsOf, tileFor } from './tiles.js';

export function writeMatMul(elements: Elements): void {
  const { site, emitter } = elements;
  const id = site.heart ?? site.root;
  const node = elements.node(id) as Extract<Node, { op: 'matMul' }>;
  const blocked = elements.rootBlocked;
  const dims = elements.dims(id, blocked);
  const rank = dims.length;
  const [rows, columns] = [dims[rank - 2]!, dims[rank - 1]!];
  const operands = operandsOf(elements, id, node);
  const tile = tileFor(rows, columns);

  emitter.nest(dims.slice(0, -2), (batch) => {
    for (const rowRun of runsOf(rows, tile.rows))
      for (const columnRun of runsOf(columns, tile.columns))
        emitter.loop(rowRun.turns, (rowTurn) => {
          emitter.loop(columnRun.turns, (columnTurn) => {
            writeTile(batch, at(rowRun, rowTurn), at(columnRun, columnTurn), {
              rows: rowRun.size,
              columns: columnRun.size,
            });
          });
        });
  });
  finishStored(elements);

  function writeTile(
    batch: readonly Affine[],
    row: Affine,
    column: Affine,
    size: { readonly rows: number; readonly columns: number },
  ): void {
    const place = (r: number, c: number): Affine[] => [
      ...batch,
      addConstant(row, r),
      addConstant(column, c),
    ];
    const sums: string[][] = [];
    for (let r = 0; r < size.rows; r++) {
      sums[r] = [];
      for (let c = 0; c < size.columns; c++) {
        const name = emitter.name('sum');
        sums[r]![c] = name;
        const value = site.accumulates ? elements.loadOutput(place(r, c)) : site.words.number(0);
        emitter.push({ kind: 'set', name, value });
      }
    }
    const { inner } = operands;
    // One turn a pass: V8 orders a longer body so that its loads come first, and spills them.
    emitter.loop(inner, (k) => {
      const right: Lanes[] = [];
      for (let c = 0; c < size.columns; c++)
        right[c] = elements.emitter.hold(operands.right(batch, k, addConstant(column, c)));
      for (let r = 0; r < size.rows; r++) {
        const left = elements.emitter.hold(operands.left(batch, addConstant(row, r), k));
        for (let c = 0; c < size.columns; c++) {
          const name = sums[r]![c]!;
          emitter.push({ kind: 'set', name, value: add(local(name), mul(left, right[c]!)) });
        }
      }
    });
    for (let r = 0; r < size.rows; r++)
      for (let c = 0; c < size.columns; c++) finish(elements, id, place(r, c), local(sums[r]![c]!));
  }
}

/** Stores a sum, or what the element-wise nodes above it make of it. */
export function finish(
  elements: Elements,
  id: NodeId,
  coordinates: readonly Affine[],
  sum: Lanes,
): void {
  const { root } = elements.site;
  if (id === root || elements.rootIsLong) {
    elements.store(coordinates, sum);
    return;
  }
  elements.heartValue = sum;
  elements.store(coordinates, elements.element(root, coordinates, elements.rootBlocked));
  elements.heartValue = undefined;
}

/**
 * Where what follows the sums is long, it is applied in a loop of its own, one element a turn, to
 * the sums stored so far: with a tile of them in registers there would be none left.
 */
export function finishStored(elements: Elements): void {
  const { root, heart } = elements.site;
  if (heart === undefined || !elements.rootIsLong) return;
  const blocked = elements.rootBlocked;
  storeEach(elements, elements.dims(root, blocked), (coordinates) => {
    elements.heartValue = elements.emitter.hold(elements.loadOutput(coordinates));
    const value = elements.element(root, coordinates, blocked);
    elements.heartValue = undefined;
    return value;
  });
}

function at(run: { readonly start: number; readonly size: number }, turn: Affine): Affine {
  return addConstant(scaleAffine(turn, run.size), run.start);
}

interface Operands {
  /** The extent of the inner dimension. */
  readonly inner: number;
  left(batch: readonly Affine[], row: Affine, k: Affine): Lanes;
  right(batch: readonly Affine[], k: Affine, column: Affine): Lanes;
}

/** How the elements of both operands are found, whether samples are rows, columns, batches or summed over. */
function operandsOf(
  elements: Elements,
  id: NodeId,
  node: Extract<Node, { op: 'matMul' }>,
): Operands {
  const { samples, block } = elements.site;
  const { transposeA, transposeB } = node.attributes;
  const rank = node.shape.length;
  const axis = samples.axis[id] ?? null;
  const reduces = block !== undefined && samples.reduces[id] === true;
  const blocked = reduces || (block !== undefined && axis !== null);
  const innerAxisOfA = transposeA ? rank - 2 : rank - 1;
  const innerAxisOfB = transposeB ? rank - 1 : rank - 2;
  const inner = reduces ? block! : elements.node(node.inputs[0]!).shape[innerAxisOfA]!;
  const batchAxis = axis !== null && axis < rank - 2 ? axis : null;
  const sampleOfA = reduces
    ? innerAxisOfA
    : axis === rank - 2
      ? rank - 1 - innerAxisOfA + rank - 2
      : batchAxis;
  const sampleOfB = reduces
    ? innerAxisOfB
    : axis === rank - 1
      ? rank - 1 - innerAxisOfB + rank - 2
      : batchAxis;
  return {
    inner,
    left: (batch, row, k) =>
      elements.input(
        id,
        0,
        transposeA ? [...batch, k, row] : [...batch, row, k],
        blocked,
        sampleOfA,
      ),
    right: (batch, k, column) =>
      elements.input(
        id,
        1,
        transposeB ? [...batch, column, k] : [...batch, k, column],
        blocked,
        sampleOfB,
      ),
  };
}
