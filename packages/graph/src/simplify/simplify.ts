/**
 * `simplify`: passes over a graph until none finds anything to do. Each pass is a small file of its
 * own, most a table of rules; none changes a bit of any output.
 */
import { GraphError } from '../errors.js';
import type { FloatPrecision } from '../evaluate/evaluation.js';
import type { Graph, Node } from '../graph.js';
import { verify } from '../verify/verify.js';
import { broadcasts } from './broadcasts.js';
import { casts } from './casts.js';
import { constants } from './constants.js';
import { dropDead } from './dead-code.js';
import { folding } from './folding.js';
import { identities } from './identities.js';
import { movements } from './movement.js';
import { rewrite, type Rewritten, type RewriteTable } from './rewrite.js';
import { shareEqual } from './sharing.js';

export interface SimplifyOptions {
  /** The precision that the graph will be computed in: constants are folded in it. */
  readonly precision: FloatPrecision;
}

interface Pass {
  readonly name: string;
  readonly run: (graph: Graph) => Rewritten;
}

/** Rules feed each other, but not for long; a chain longer than this is left half simplified. */
const mostRounds = 8;

/**
 * A graph with the same ports that gives the same bits (NaN payloads apart), with less to compute.
 * Every pass is verified when the environment variable BRINK_VERIFY is 1.
 */
export function simplify(graph: Graph, { precision }: SimplifyOptions): Graph {
  const byTable = (name: string, table: RewriteTable): Pass => ({
    name,
    run: (current) => rewrite(current, table),
  });
  const dead: Pass = { name: 'dead code', run: dropDead };
  const sharing: Pass = { name: 'common subexpressions', run: shareEqual };
  const prepare = [dead, byTable('constants', constants(precision)), sharing];
  const round = [
    byTable('identities', identities),
    byTable('casts', casts),
    byTable('movements', movements),
    byTable('broadcasts', broadcasts),
    byTable('folding', folding(precision)),
    sharing,
    dead,
  ];

  let current = graph;
  let moved = Int32Array.from(graph.nodes.keys());
  const run = (pass: Pass): boolean => {
    const result = pass.run(current);
    if (!result.changed) return false;
    if (process.env.BRINK_VERIFY === '1') verifyAfter(pass, result.graph);
    moved = moved.map((id) => (id < 0 ? id : result.moved[id]!));
    current = result.graph;
    return true;
  };
  prepare.forEach(run);
  for (let rounds = 0; rounds < mostRounds; rounds++) if (!round.map(run).includes(true)) break;
  return { ...current, nodes: current.nodes.map((node) => withForward(node, moved)) };
}

/** Backward nodes name a forward node by its place, which has changed. */
function withForward(node: Node, moved: Int32Array): Node {
  const { forwardOf, ...origin } = node.origin;
  if (forwardOf === undefined) return node;
  const now = moved[forwardOf]!;
  return { ...node, origin: now < 0 ? origin : { ...origin, forwardOf: now } };
}

function verifyAfter(pass: Pass, graph: Graph): void {
  try {
    verify(graph);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new GraphError(
      error.node,
      `after the pass '${pass.name}': ${error.problem}`,
      error.context,
    );
  }
}
