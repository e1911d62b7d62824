/** Gives a module the functions of the maths library that its kernels call, written out where they can be. */
import { inlineCalls } from '../loops/inline.js';
import type { Kernel, LaneFunction, Lanes, Module, Statement } from '../loops.js';

/** The names of all functions of lanes that are called. */
function calledBy(functions: readonly (Kernel | LaneFunction)[]): ReadonlySet<string> {
  const names = new Set<string>();
  const inLanes = (lanes: Lanes): void => {
    switch (lanes.kind) {
      case 'unary':
      case 'shift':
      case 'toBits':
      case 'fromBits':
        inLanes(lanes.a);
        return;
      case 'binary':
      case 'compare':
      case 'bitsBinary':
      case 'bitsCompare':
        inLanes(lanes.a);
        inLanes(lanes.b);
        return;
      case 'choose':
        inLanes(lanes.mask);
        inLanes(lanes.a);
        inLanes(lanes.b);
        return;
      case 'call':
        names.add(lanes.name);
        lanes.arguments.forEach(inLanes);
        return;
      default:
    }
  };
  const inStatement = (statement: Statement): void => {
    switch (statement.kind) {
      case 'set':
      case 'store':
        inLanes(statement.value);
        return;
      case 'ifAny':
        inLanes(statement.mask);
        statement.body.forEach(inStatement);
        return;
      case 'for':
      case 'ifLess':
        statement.body.forEach(inStatement);
        return;
      default:
    }
  };
  for (const fn of functions) {
    fn.body.forEach(inStatement);
    if (fn.kind === 'lanes') inLanes(fn.result);
  }
  return names;
}

export type Library = (
  names: ReadonlySet<string>,
  precision: Module['precision'],
) => readonly LaneFunction[];

export function withLibrary(module: Module, library: Library): Module {
  const functions = library(calledBy(module.functions), module.precision);
  const kernels = module.functions.map((fn) =>
    fn.kind === 'kernel' ? inlineCalls(fn, functions) : fn,
  );
  const left = library(calledBy(kernels), module.precision);
  return { ...module, functions: [...left, ...kernels] };
}
