import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TraceError } from '../errors.js';
import { evaluate } from '../evaluate/evaluate.js';
import type { Graph } from '../graph.js';
import { verify } from '../verify/verify.js';
import { trace } from './trace.js';

const float = (...shape: number[]) => ({ shape, dtype: 'float' as const });

/** The error that tracing this function with one input `x` of shape [3] ends in. */
function refusal(run: (x: tf.Tensor) => tf.Tensor): TraceError {
  try {
    trace({ inputs: { x: float(3) }, run: ({ x }) => ({ y: run(x!) }) });
  } catch (error) {
    if (error instanceof TraceError) return error;
    throw error;
  }
  throw new Error('it was traced');
}

function nodesOf(graph: Graph, kernel: string) {
  return graph.nodes.filter((node) => node.origin.kernel === kernel);
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('a traced training step', () => {
  const step = (
    { w, x, y, lr }: Record<string, tf.Tensor>,
    mark: (phase: 'optimizer') => void = () => undefined,
  ) => {
    const loss = (weights: tf.Tensor) => {
      const hidden = tf.tanh(tf.matMul(x!, weights as tf.Tensor2D));
      return tf.mean(tf.squaredDifference(tf.sum(hidden, 1), y!)) as tf.Scalar;
    };
    const { value, grad } = tf.valueAndGrad(loss)(w!);
    mark('optimizer');
    return { loss: value, w: tf.sub(w!, tf.mul(lr!, grad)) };
  };
  const graph = trace({
    inputs: { w: float(2, 3), x: float(4, 2), y: float(4), lr: float() },
    run: (inputs, mark) => step(inputs as Record<string, tf.Tensor>, mark),
  });

  it('is a valid graph', () => {
    expect(() => {
      verify(graph);
    }).not.toThrow();
    expect(graph.inputs.map(({ name }) => name)).toEqual(['w', 'x', 'y', 'lr']);
    expect(graph.outputs.map(({ name }) => name)).toEqual(['loss', 'w']);
  });

  it('computes what tfjs computes', async () => {
    const values = {
      w: [0.1, -0.2, 0.3, 0.4, 0.5, -0.6],
      x: [1, 2, -3, 4, 5, -6, 7, 8],
      y: [1, 0, -1, 2],
      lr: [0.1],
    };
    const eager = step({
      w: tf.tensor2d(values.w, [2, 3]),
      x: tf.tensor2d(values.x, [4, 2]),
      y: tf.tensor1d(values.y),
      lr: tf.scalar(0.1),
    });
    const traced = evaluate(graph, values, { precision: 'float32' });
    expect(traced.loss![0]).toBeCloseTo((await eager.loss.data())[0]!, 5);
    const w = await eager.w.data();
    traced.w!.forEach((value, at) => {
      expect(value).toBeCloseTo(w[at]!, 5);
    });
  });

  it('says of each node which phase it belongs to', () => {
    expect(new Set(graph.nodes.map(({ origin }) => origin.phase))).toEqual(
      new Set(['forward', 'backward', 'optimizer']),
    );
    expect(nodesOf(graph, 'Tanh')[0]!.origin.phase).toBe('forward');
    expect(graph.nodes[graph.outputs[1]!.node]!.origin.phase).toBe('optimizer');
  });

  it('says of a backward node which forward node it is the gradient of, and takes its line', () => {
    const tanh = graph.nodes.findIndex((node) => node.op === 'tanh');
    const ofTanh = graph.nodes.filter((node) => node.origin.forwardOf === tanh);
    expect(ofTanh.length).toBeGreaterThan(0);
    for (const node of ofTanh) {
      expect(node.origin.phase).toBe('backward');
      expect(node.origin.line).toBe(graph.nodes[tanh]!.origin.line);
    }
  });

  it('knows the source line of every operation', () => {
    for (const node of graph.nodes)
      if (node.op !== 'input') expect(node.origin.line).toMatch(/trace\.test\.ts:\d+:\d+$/);
  });
});

describe('tfjs after a trace', () => {
  const before = () => ({
    backend: tf.getBackend(),
    memory: tf.memory().numTensors,
    bytes: tf.memory().numBytes,
    kernels: tf.getKernelsForBackend('brink-trace').length,
    variables: Object.keys(tf.engine().registeredVariables),
    random: Math.random,
    runKernel: tf.engine().runKernel,
  });

  it.each([
    ['returns', (x: tf.Tensor) => tf.tidy(() => tf.exp(tf.keep(tf.neg(x))))],
    [
      'makes variables',
      (x: tf.Tensor) => {
        const variable = tf.variable(x, true, 'made-inside');
        variable.assign(tf.mul(variable, 2));
        return variable.clone();
      },
    ],
    [
      'throws inside a gradient',
      (x: tf.Tensor) =>
        tf.grad(() => {
          throw new Error('the step fails');
        })(x),
    ],
    ['is refused', (x: tf.Tensor) => tf.tensor(x.dataSync())],
  ])('is as it was when the function %s', async (_, run) => {
    const state = before();
    try {
      trace({ inputs: { x: float(3) }, run: ({ x }) => ({ y: run(x!) }) });
    } catch {
      // What it throws is another test's matter.
    }
    expect(before()).toEqual(state);
    const square = tf.grad((x: tf.Tensor) => tf.square(x))(tf.scalar(3));
    expect((await square.data())[0]).toBe(6);
  });

  it('passes on what the function itself throws', () => {
    expect(() =>
      trace({
        inputs: {},
        run: () => {
          throw new RangeError('of the step');
        },
      }),
    ).toThrow(new RangeError('of the step'));
  });
});

describe('what cannot be traced', () => {
  it.each([
    ['dataSync', (x: tf.Tensor) => tf.scalar(x.dataSync()[0]!)],
    ['arraySync', (x: tf.Tensor) => tf.tensor(x.arraySync())],
    [
      'data, without waiting',
      (x: tf.Tensor) => {
        void x.data();
        return x;
      },
    ],
  ])('refuses to read values with %s', (_, run) => {
    const error = refusal(run);
    expect(error.reason).toBe('reads-values');
    expect(error.line).toMatch(/trace\.test\.ts:\d+:\d+$/);
    expect(error.message).toContain(error.line);
    expect(error.message).toContain('tf.where');
  });

  it('keeps a refusal that the function swallows', () => {
    const error = refusal((x) => {
      try {
        return tf.scalar(x.dataSync()[0]!);
      } catch {
        return x;
      }
    });
    expect(error.reason).toBe('reads-values');
  });

  it('names a kernel that has no rule', () => {
    const error = refusal((x) => tf.topk(x, 1).values);
    expect(error.reason).toBe('unsupported-kernel');
    expect(error.problem).toContain('TopK');
    expect(error.line).toMatch(/trace\.test\.ts/);
  });

  it('refuses random draws', () => {
    expect(refusal((x) => tf.add(x, tf.randomNormal([3]))).reason).toBe('random-draw');
    expect(refusal((x) => tf.dropout(x, 0.5)).reason).toBe('random-draw');
    expect(refusal((x) => tf.multinomial(x as tf.Tensor1D, 2)).reason).toBe('random-draw');
  });

  it('refuses a JavaScript value that changes from call to call', () => {
    let calls = 0;
    const error = refusal((x) => tf.mul(x, tf.scalar(++calls)));
    expect(error.reason).toBe('changing-value');
    expect(error.problem).toContain('1, then 2');
    expect(error.line).toMatch(/trace\.test\.ts/);
  });

  it('refuses operations that change from call to call', () => {
    let calls = 0;
    expect(refusal((x) => (calls++ === 0 ? tf.exp(x) : tf.sin(x))).reason).toBe('changing-value');
  });

  it('refuses to assign to a variable made outside, and gives its value back', async () => {
    const outside = tf.variable(tf.tensor1d([1, 2, 3]), true, 'outside');
    const error = refusal((x) => {
      outside.assign(tf.add(outside, x));
      return outside;
    });
    expect(error.reason).toBe('outside-state');
    expect(error.problem).toContain("'outside'");
    expect(error.line).toMatch(/trace\.test\.ts/);
    expect(Array.from(await outside.data())).toEqual([1, 2, 3]);
    outside.dispose();
  });

  it('refuses what is not tensors', () => {
    const given = { x: float(3) };
    const promised = async ({ x }: Record<string, tf.Tensor>) => Promise.resolve({ y: x });
    for (const run of [promised, () => undefined, () => ({ y: 1 })])
      expect(() => trace({ inputs: given, run: run as never })).toThrow(/must return tensors/);
  });
});

describe('tensors made outside', () => {
  afterEach(() => {
    tf.disposeVariables();
  });

  it('are constants of the graph, and stay on their backend', async () => {
    const outside = tf.tensor1d([1, 2, 3]);
    const graph = trace({ inputs: { x: float(3) }, run: ({ x }) => ({ y: tf.mul(x!, outside) }) });
    expect(Array.from(evaluate(graph, { x: [2, 2, 2] }, { precision: 'float32' }).y!)).toEqual([
      2, 4, 6,
    ]);
    expect(Array.from(await outside.data())).toEqual([1, 2, 3]);
  });
});
