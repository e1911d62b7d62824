/**
 * `evaluate`: a graph computed by plain JavaScript, one node after the other: the reference that
 * simplification and compiled code are checked against, and never fast.
 *
 * Every operation is rounded to the precision, sums run in the order that the primitives state.
 * Transcendental functions are those of Math, rounded once; compiled code has its own, so there
 * only a tolerance can be asked for.
 */
import { EvaluateError } from '../errors.js';
import type { Graph, Node, Primitive } from '../graph.js';
import {
  evaluationOf,
  type EvaluateRule,
  type Evaluation,
  type FloatPrecision,
  type Values,
} from './evaluation.js';
import { evaluateRules } from './rules.js';

export interface EvaluateOptions {
  readonly precision: FloatPrecision;
}

/**
 * The outputs by name.
 *
 * @param inputs the values of each input by name, row-major, as many as its shape has elements.
 * @throws EvaluateError where an input is missing or has another number of values.
 */
export function evaluate(
  graph: Graph,
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  options: EvaluateOptions,
): Record<string, Values> {
  const evaluation = evaluationOf(options.precision);
  const known: Values[] = [];
  for (const node of graph.nodes)
    known.push(
      node.op === 'input'
        ? given(node, inputs, evaluation)
        : evaluateNode(
            node,
            node.inputs.map((input) => known[input]!),
            node.inputs.map((input) => graph.nodes[input]!),
            evaluation,
          ),
    );
  return Object.fromEntries(graph.outputs.map(({ name, node }) => [name, known[node]!]));
}

/** One node from the values of its inputs. */
export function evaluateNode(
  node: Node,
  inputs: readonly Values[],
  nodes: readonly Node[],
  evaluation: Evaluation,
): Values {
  return (evaluateRules[node.op as Exclude<Primitive, 'input'>] as EvaluateRule<Node>)(
    node,
    inputs,
    nodes,
    evaluation,
  );
}

function given(
  node: Node & { op: 'input' },
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  { make }: Evaluation,
): Values {
  const { name } = node.attributes;
  const values = inputs[name];
  const result = make(node);
  if (values?.length !== result.length)
    throw new EvaluateError(
      name,
      values === undefined
        ? `the input '${name}' is missing`
        : `the input '${name}' has ${values.length} values`,
      `give ${result.length}, for the shape [${node.shape}]`,
    );
  result.set(values);
  return result;
}
