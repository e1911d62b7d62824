/**
 * `trace`: calls an ordinary tfjs function once on symbols instead of numbers, and returns what it
 * computes as a graph. It calls the function a second time, to find JavaScript values that change
 * from call to call and so cannot be part of a graph.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { TraceError } from '../errors.js';
import type { DType, Graph, NodeId, Phase, Port, Shape } from '../graph.js';
import { engineInternals } from './engine-internals.js';
import { firstDifference } from './compare.js';
import { Recorder } from './recorder.js';
import { whileRecording } from './recording.js';

/** An input of a traced function. */
export interface TensorSpec {
  readonly shape: Shape;
  readonly dtype: DType;
}

export interface TraceRequest {
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  /**
   * The function: ordinary tfjs code from tensors to tensors, by name. `mark` says that what
   * follows belongs to another phase; inside tf.grads and its like, the forward and backward
   * passes are told apart without it.
   */
  readonly run: (
    inputs: Readonly<Record<string, Tensor>>,
    mark: (phase: Phase) => void,
  ) => Readonly<Record<string, Tensor>>;
  /** The phase before the first mark; `forward` where it is left out. */
  readonly phase?: Phase;
}

/**
 * The graph of one call of `request.run`. tfjs is left as it was, also when it throws.
 *
 * Constants keep the float32 values that tfjs made of them. A tensor made outside and used inside
 * is a constant too; a variable made outside cannot be assigned.
 *
 * @throws TraceError where the function cannot be traced, with the line and the repair.
 */
export function trace(request: TraceRequest): Graph {
  const first = record(request, true);
  const second = record(request, false);
  const difference = firstDifference(first.graph, second.graph);
  if (difference === null) return first.graph;
  const drawn = difference.node !== null && first.drawn.has(difference.node);
  throw new TraceError(
    drawn ? 'random-draw' : 'changing-value',
    drawn
      ? 'random numbers are drawn inside the step'
      : `${difference.what} changes from one call of the step to the next`,
    drawn
      ? 'draw them in the setup and pass them in as an input'
      : 'compute it from the inputs (the step number is one of them), or fix it in the setup',
    difference.line,
  );
}

interface Recording {
  readonly graph: Graph;
  readonly drawn: ReadonlySet<NodeId>;
}

function record({ inputs, run, phase }: TraceRequest, lines: boolean): Recording {
  const recorder = new Recorder(phase ?? 'forward', lines);
  const graph = whileRecording(recorder, (backend) => {
    const engine = engineInternals();
    const ports: Port[] = [];
    const tensors: Record<string, Tensor> = {};
    for (const [name, { shape, dtype }] of Object.entries(inputs)) {
      const value = recorder.input(name, shape, dtype);
      ports.push({ name, node: value.id });
      tensors[name] = engine.makeTensorFromTensorInfo(recorder.hold(value), backend);
    }
    const results = run(tensors, (next) => {
      recorder.mark(next);
    });
    return { nodes: recorder.build.nodes, inputs: ports, outputs: outputsOf(results, recorder) };
  });
  return { graph, drawn: recorder.drawnConstants };
}

function outputsOf(results: unknown, recorder: Recorder): Port[] {
  if (recorder.refusal) throw recorder.refusal;
  if (typeof results !== 'object' || results === null || results instanceof Promise)
    throw notTensors(recorder, results instanceof Promise ? 'a promise' : String(results));
  return Object.entries(results).map(([name, tensor]) => {
    if (!isTensor(tensor)) throw notTensors(recorder, `something else as '${name}'`);
    recorder.enterKernel('output');
    return { name, node: recorder.valueOf(tensor).id };
  });
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value;
}

function notTensors(recorder: Recorder, got: string): TraceError {
  return recorder.refuse(
    'not-tensors',
    `the function must return tensors by name, got ${got}`,
    'return an object of tensors, without async',
  );
}
