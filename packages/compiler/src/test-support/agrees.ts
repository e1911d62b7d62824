/** Lowered graphs against the reference, lane by lane and bit by bit. */
import { evaluate, type Graph } from '@brink/graph';
import { expect } from 'vitest';
import { runGraph } from './run-graph.js';

const SPECIAL = [0, -0, 1, -1, 0.5, 3, NaN, Infinity, -Infinity, 1e-40, -1e-45, 1e38, -1e38, 1e-20];

/** Values that look random, with all kinds of special ones among them. */
function values(count: number, seed: number, special: boolean): number[] {
  let state = (seed * 2654435761) >>> 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const pick = state >>> 8;
    if (special && pick % 5 === 0) return Math.fround(SPECIAL[(pick >>> 4) % SPECIAL.length]!);
    return Math.fround((pick / 2 ** 24) * 4 - 2);
  });
}

interface Case {
  readonly special?: boolean;
  readonly tolerance?: number;
  readonly samples?: readonly string[];
  readonly blockVectors?: number;
  readonly uniform?: readonly string[];
  readonly integers?: readonly string[];
  readonly range?: number;
}

/** Runs the graph in both precisions, other values in each lane, and asks for the bits of `evaluate`, or so many digits. */
export async function agrees(graph: Graph, given: Case = {}): Promise<void> {
  for (const precision of ['float32', 'float64'] as const) {
    const width = precision === 'float32' ? 4 : 2;
    const lanes = Array.from({ length: width }, (_, lane) =>
      Object.fromEntries(
        graph.inputs.map(({ name, node }, at) => {
          const { shape, dtype } = graph.nodes[node]!;
          const count = shape.reduce((a, b) => a * b, 1);
          const seed = given.uniform?.includes(name) === true ? at + 1 : at + 1 + lane * 17;
          const drawn = values(count, seed, given.special ?? true);
          return [
            name,
            dtype === 'float'
              ? drawn
              : values(count, seed, false).map((v) =>
                  Math.floor((v + 2) * 0.25 * (given.range ?? 2)),
                ),
          ];
        }),
      ),
    );
    const results = await runGraph(graph, { precision, lanes, ...given });
    results.forEach((result, lane) => {
      const expected = evaluate(graph, lanes[lane]!, { precision });
      for (const { name } of graph.outputs) {
        const wanted = Array.from(expected[name]!, Number);
        if (given.tolerance === undefined)
          expect({ precision, lane, name, is: result[name] }).toEqual({
            precision,
            lane,
            name,
            is: wanted,
          });
        else
          wanted.forEach((value, at) => {
            const got = result[name]![at]!;
            const error = Math.abs(got - value) / Math.max(Math.abs(value), 1e-30);
            if (Number.isFinite(value))
              expect(error, `${name}[${at}] ${got} for ${value}`).toBeLessThan(given.tolerance!);
            else expect(got).toBe(value);
          });
      }
    });
  }
}
