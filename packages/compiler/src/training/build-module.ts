/** A whole training as one module of loops: setup, the step loop, health checks, what is told of the losses. */
import type { Graph, Node } from '@brink/graph';
import type { Buffer, Index, Kernel, Module, Statement } from '../loops.js';
import {
  baseOf,
  comment,
  forEach,
  fromIndex,
  iadd,
  imul,
  kernel,
  load,
  run,
  setIndex,
  store,
} from '../loops/build.js';
import { sizeOf } from '../lower/affine.js';
import { KernelTable } from '../lower/kernel-table.js';
import { ConstantPool } from '../lower/leaves.js';
import {
  type Destination,
  lowerGraph,
  type Lowered,
  type LoweringOptions,
} from '../lower/lower-graph.js';
import { wordsOf } from '../lower/primitives.js';
import type { InputBinding, Problem, Source } from '../lower/problem.js';
import type { TrainingSpec } from '../program.js';
import {
  type Checked,
  checkHealth,
  HEALTH_BUFFERS,
  healthKernels,
  leaveWhenDecided,
  resetHealth,
} from './health.js';
import { SUMMARY_BUFFER, summaryKernel } from './summary.js';

export interface TrainingModule {
  readonly module: Module;
  readonly sites: readonly string[];
}

export interface TrainingModuleOptions extends LoweringOptions {
  /** Whether each step looks for bad values. Without, no cell stops early and none is found bad. */
  readonly checks: boolean;
}

/** Everything at once that is lowered of a training, before it is printed. */
export function buildTrainingModule(
  spec: TrainingSpec,
  options: TrainingModuleOptions,
): TrainingModule {
  const { precision } = spec;
  const words = wordsOf(precision);
  const kernels = new KernelTable();
  const constants = new ConstantPool(precision);
  const buffers: Buffer[] = [
    { name: 'axes', kind: 'lanes', length: Math.max(1, spec.axes.length) },
    { name: 'step', kind: 'lanes', length: 1 },
    { name: 'losses', kind: 'lanes', length: Math.max(1, spec.steps) },
    ...Object.entries(HEALTH_BUFFERS).map(([name, length]): Buffer => ({
      name,
      kind: 'lanes',
      length,
    })),
    SUMMARY_BUFFER,
  ];
  const { init, step, record } = spec.graphs;
  const state = placeState(init, buffers);
  const data = placeData(init, buffers);
  const axisBindings = spec.axes.map((name, at): [string, InputBinding] => [
    `axis:${name}`,
    { source: { kind: 'lanes', base: iadd(baseOf('axes'), at) }, invariant: true, samples: false },
  ]);
  const variable = (base: Index): InputBinding => ({
    source: { kind: 'lanes', base },
    invariant: false,
    samples: false,
  });
  const stateBindings = [...state].map(([name, base]): [string, InputBinding] => [
    name,
    variable(base),
  ]);
  const stepBinding: [string, InputBinding] = ['step', variable(baseOf('step'))];
  const dataBindings = (prefix: string): [string, InputBinding][] =>
    [...data].map(([name, { source }]) => [
      `${prefix}:${name}`,
      { source, invariant: true, samples: true },
    ]);
  const { batches } = spec;
  if (batches.kind === 'minibatch')
    buffers.push({
      name: 'rows',
      kind: 'index',
      length: batches.rows.length,
      values: batches.rows,
    });
  const batchBindings: [string, InputBinding][] =
    batches.kind === 'full'
      ? dataBindings('batch')
      : [...data].map(([name, { source, count }]) => [
          `batch:${name}`,
          {
            source,
            invariant: false,
            samples: true,
            rows: { base: iadd(baseOf('rows'), imul('step', batches.size)), count },
          },
        ]);

  let work = 1;
  const lower = (
    name: string,
    graph: Graph,
    inputs: readonly [string, InputBinding][],
    outputs: readonly string[],
    runOptions: LoweringOptions,
  ): Lowered => {
    const problem: Problem = { graph, precision, inputs: new Map(inputs), outputs };
    const into: Destination = {
      kernels,
      constants,
      work: baseOf('work'),
      kept: baseOf(`kept.${name}`),
    };
    const lowered = lowerGraph(problem, into, runOptions);
    work = Math.max(work, lowered.workLength);
    buffers.push({ name: `kept.${name}`, kind: 'lanes', length: Math.max(1, lowered.keptLength) });
    return lowered;
  };

  const setup = lower(
    'init',
    init,
    axisBindings.map(([name, binding]) => [name, { ...binding, invariant: false }]),
    [
      ...state.keys(),
      ...[...data].filter(([, d]) => d.source.kind === 'lanes').map(([name]) => `data:${name}`),
    ],
    { blockVectors: 0 },
  );
  const gradients = step.outputs.filter(({ name }) => name.startsWith('gradient:'));
  const updates = step.outputs.filter(
    ({ name, node }) => state.has(name) && !isInput(step.nodes[node]!, name),
  );
  const stepInputs = [...axisBindings, stepBinding, ...stateBindings, ...batchBindings];
  const stepOutputs = [
    ...(record === undefined ? ['loss'] : []),
    ...gradients.map(({ name }) => name),
    ...updates.map(({ name }) => name),
  ];
  const training = lower('step', step, stepInputs, stepOutputs, options);
  const recorded =
    record === undefined
      ? undefined
      : lower(
          'record',
          record,
          [...axisBindings, stepBinding, ...stateBindings, ...dataBindings('data')],
          ['loss'],
          options,
        );

  const lengthOf = (name: string): number =>
    sizeOf(step.nodes[step.outputs.find((port) => port.name === name)!.node]!.shape);
  const updatedParams = updates.filter(({ name }) => name.startsWith('param:'));
  const lossPlace = iadd(baseOf('losses'), 'step');
  const checked: Checked[] = [
    { site: 'loss', base: lossPlace, length: 1 },
    ...gradients.map(({ name }): Checked => ({
      site: name,
      base: training.outputs.get(name)!,
      length: lengthOf(name),
    })),
    ...updatedParams.map(({ name }): Checked => ({
      site: `parameter:${name.slice('param:'.length)}`,
      base: training.outputs.get(name)!,
      length: lengthOf(name),
    })),
  ];
  const keepLoss = (lowered: Lowered): Statement =>
    run('copy', lossPlace, lowered.outputs.get('loss')!, 1);
  const initKernel = kernel(
    'init',
    [],
    [
      ...setup.once,
      ...setup.body,
      ...[...setup.outputs].map(([name, from]) => {
        const node = init.nodes[init.outputs.find((port) => port.name === name)!.node]!;
        const to = state.get(name) ?? data.get(name.slice('data:'.length))!.base;
        return run('copy', to, from, sizeOf(node.shape));
      }),
      ...training.once,
      ...(recorded?.once ?? []),
      ...resetHealth(words),
    ],
  );
  const stepBody: Statement[] = [
    setIndex('step', iadd('from', 'turn')),
    store(baseOf('step'), 0, fromIndex('step')),
    ...(recorded === undefined
      ? []
      : [comment('the recorded loss'), ...recorded.body, keepLoss(recorded)]),
    comment('the step'),
    ...training.body,
    ...(recorded === undefined ? [keepLoss(training)] : []),
    ...(options.checks ? [comment('health'), ...checkHealth(words, checked)] : []),
    comment('the update'),
    ...updates.map(({ name }) =>
      run('copy', state.get(name)!, training.outputs.get(name)!, lengthOf(name)),
    ),
  ];
  const stepsKernel = kernel(
    'steps',
    ['from', 'count'],
    [...leaveWhenDecided(), forEach('turn', 'count', stepBody)],
  );
  buffers.push({ name: 'work', kind: 'lanes', length: work }, ...constants.buffers);
  return {
    module: {
      precision,
      buffers,
      functions: [
        copyKernel(),
        ...healthKernels(words),
        ...kernels.kernels,
        initKernel,
        stepsKernel,
        summaryKernel(spec.steps),
      ],
      exports: ['init', 'steps', 'summarise'],
    },
    sites: checked.map(({ site }) => site),
  };
}

function isInput(node: Node, name: string): boolean {
  return node.op === 'input' && node.attributes.name === name;
}

function copyKernel(): Kernel {
  return kernel(
    'copy',
    ['to', 'values', 'length'],
    [
      forEach('i', 'length', [
        setIndex('at', iadd('values', 'i')),
        setIndex('place', iadd('to', 'i')),
        store('place', 0, load('at', 0)),
      ]),
    ],
  );
}

/** A buffer for each parameter and slot. */
function placeState(init: Graph, buffers: Buffer[]): ReadonlyMap<string, Index> {
  const places = new Map<string, Index>();
  for (const { name, node } of init.outputs) {
    if (!name.startsWith('param:') && !name.startsWith('slot:')) continue;
    const buffer = bufferName(name, buffers);
    buffers.push({
      name: buffer,
      kind: 'lanes',
      length: Math.max(1, sizeOf(init.nodes[node]!.shape)),
    });
    places.set(name, baseOf(buffer));
  }
  return places;
}

interface PlacedData {
  readonly source: Source;
  readonly base: Index;
  /** Rows. */
  readonly count: number;
}

/** Data that no axis changes is a table of the module; other data a buffer that setup fills. */
function placeData(init: Graph, buffers: Buffer[]): ReadonlyMap<string, PlacedData> {
  const places = new Map<string, PlacedData>();
  for (const { name, node: id } of init.outputs) {
    if (!name.startsWith('data:')) continue;
    const node = init.nodes[id]!;
    const key = name.slice('data:'.length);
    const count = node.shape[0] ?? 1;
    if (node.op === 'constant') {
      const source: Source = { kind: 'constant', values: node.attributes.values };
      places.set(key, { source, base: { kind: 'int', value: 0 }, count });
      continue;
    }
    const buffer = bufferName(name, buffers);
    buffers.push({ name: buffer, kind: 'lanes', length: Math.max(1, sizeOf(node.shape)) });
    const base = baseOf(buffer);
    places.set(key, { source: { kind: 'lanes', base }, base, count });
  }
  return places;
}

/** A name that the loop language takes, different from all others. */
function bufferName(port: string, buffers: readonly Buffer[]): string {
  return `${port.replace(/[^A-Za-z0-9]+/g, '_')}.${buffers.length}`;
}
