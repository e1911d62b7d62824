/**
 * Makes tfjs call the recorder instead of computing, for the duration of one function, and puts
 * everything back: the backend, its kernels, the engine's state and counts, variables and Math.random.
 */
import { env, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Value } from '../builder.js';
import { backendName, TraceBackend } from './backend.js';
import { engineInternals, type EngineInternals, type TapeNode } from './engine-internals.js';
import type { KernelRule } from './kernels/kernel.js';
import { kernels } from './kernels/kernels.js';
import { holdVariables, type HeldVariables } from './outside-variables.js';
import type { Recorder } from './recorder.js';

/** Runs `body` with tfjs recording into `recorder`. Throws the recorder's refusal, where there is one. */
export function whileRecording<T>(recorder: Recorder, body: (backend: TraceBackend) => T): T {
  const engine = engineInternals();
  if (engine.backendName === backendName)
    throw recorder.refuse(
      'unsupported-kernel',
      'trace is called inside a function that is being traced',
      'trace one function at a time',
    );
  const backend = new TraceBackend(recorder);
  const variables = holdVariables(Object.values(engine.state.registeredVariables));
  const putBack = takeOver(engine, backend, recorder);
  try {
    const result = body(backend);
    refuseAssignments(variables, recorder);
    if (recorder.refusal) throw recorder.refusal;
    return result;
  } catch (error) {
    throw recorder.refusal ?? error;
  } finally {
    putBack();
    variables.release();
  }
}

/** Puts the recording backend in place of the engine's; the function returned undoes it. */
function takeOver(engine: EngineInternals, backend: TraceBackend, recorder: Recorder): () => void {
  const { backendName: name, backendInstance, pendingBackendInit, state } = engine;
  const saved = { ...state, scopeStack: [...state.scopeStack] };
  const debug = env().getBool('DEBUG');
  const random = Math.random;

  for (const [kernelName, kernelRule] of Object.entries(kernels))
    registerKernel({
      kernelName,
      backendName,
      kernelFunc: asKernel(kernelRule, recorder),
    });
  engine.backendName = backendName;
  engine.backendInstance = backend;
  engine.pendingBackendInit = null;
  state.registeredVariables = { ...saved.registeredVariables };
  state.gradientDepth = 0;
  state.kernelDepth = 0;
  state.profiling = false;
  if (debug) env().set('DEBUG', false);
  const unhook = hookEngine(engine, recorder);
  Math.random = () => {
    recorder.drawing = true;
    return random();
  };
  engine.startScope(backendName);

  return () => {
    while (state.scopeStack.length > saved.scopeStack.length) engine.endScope();
    Math.random = random;
    unhook();
    for (const kernelName of Object.keys(kernels)) unregisterKernel(kernelName, backendName);
    engine.backendName = name;
    engine.backendInstance = backendInstance;
    engine.pendingBackendInit = pendingBackendInit;
    Object.assign(state, saved);
    if (debug) env().set('DEBUG', true);
  };
}

/** Refuses kernels without a rule where they are called, and notes whose gradient is being computed. */
function hookEngine(engine: EngineInternals, recorder: Recorder): () => void {
  const { runKernel, addTapeNode } = engine;
  const before = { ...engine };
  engine.runKernel = (name, inputs, attributes) => {
    if (!Object.hasOwn(kernels, name))
      throw recorder.refuse(
        'unsupported-kernel',
        `the tfjs kernel ${name} cannot be traced`,
        'write it with other operations',
      );
    // Here and not in the kernel, where the caller's frame lies deeper.
    recorder.enterKernel(name);
    return runKernel.call(engine, name, inputs, attributes);
  };
  engine.addTapeNode = (...tape) => {
    addTapeNode.apply(engine, tape);
    const node = engine.state.activeTape?.at(-1);
    if (node) noteGradient(node, recorder);
  };
  return () => {
    // Methods of the class come back when the engine's own properties go.
    for (const name of ['runKernel', 'addTapeNode'] as const) {
      Reflect.deleteProperty(engine, name);
      if (Object.hasOwn(before, name)) Object.assign(engine, { [name]: before[name] });
    }
  };
}

function noteGradient(node: TapeNode, recorder: Recorder): void {
  const { gradient } = node;
  const [output] = node.outputs;
  if (gradient === undefined || output === undefined) return;
  // The data behind the output is released before the gradient is asked for.
  const forward = recorder.nodeOf(output);
  node.gradient = (dys) => {
    recorder.enterGradientOf(forward);
    return gradient(dys);
  };
}

/** A kernel as tfjs calls it: tensors in, tensors out, the rule between. */
function asKernel(kernelRule: KernelRule, recorder: Recorder) {
  return (call: { inputs: NamedTensorInfoMap; attrs?: unknown }): TensorInfo | TensorInfo[] => {
    const inputs: Record<string, Value> = {};
    for (const [name, tensor] of Object.entries(call.inputs)) {
      // tfjs passes null for what its caller left out.
      if (tensor as TensorInfo | null) inputs[name] = recorder.valueOf(tensor!);
    }
    const result = kernelRule({
      build: recorder.build,
      inputs,
      list: Object.values(inputs),
      attributes: call.attrs,
      refuse: (reason, problem, repair) => recorder.refuse(reason, problem, repair),
    });
    return 'id' in result ? recorder.hold(result) : result.map((value) => recorder.hold(value));
  };
}

function refuseAssignments(variables: HeldVariables, recorder: Recorder): void {
  const variable = variables.assigned();
  if (variable === undefined) return;
  throw recorder.refuseAt(
    recorder.assignedAt(variable.dataId),
    'outside-state',
    `the variable '${variable.name}', made outside, is assigned`,
    'pass its value in as an input and return the new value',
  );
}
