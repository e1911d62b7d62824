/** Finds the origin among recorded operations, the way from it to the results, and what hid a bad value. */
import { operationsBehind, type Operation, type Value } from '../checking/operation.js';
import { infinities } from '../health.js';
import { isBad, type Allowed } from './allow.js';
import type { BlamedOperation, BlamedValue, CascadeStep, Origin } from './report.js';

/** A bad value that came from outside, and the operation that met it first. */
export interface Incoming {
  readonly value: Value;
  readonly name: string;
  readonly met: Operation;
}

export interface Finding {
  /** The first bad operation, or what came in; undefined where nothing was bad. */
  readonly origin: Operation | Incoming | undefined;
  /** Bad operations after the origin that got it from it, in order. */
  readonly followers: readonly Operation[];
  readonly hidden: readonly Operation[];
}

const badOutput = (operation: Operation, allowed: readonly Allowed[]): Value | undefined =>
  operation.outputs.find((output) => isBad(output, operation, allowed));

const badInput = (operation: Operation, allowed: readonly Allowed[]): [string, Value] | undefined =>
  Object.entries(operation.inputs).find(([, value]) => isBad(value, value.producer, allowed));

/**
 * @param operations in the order in which they ran
 * @param allowed deliberate infinities
 * @param results the bad results, where some are: an origin that reached one comes before one that did not
 */
export function findOrigin(
  operations: readonly Operation[],
  allowed: readonly Allowed[],
  results: readonly Value[],
): Finding {
  const reached = ancestorsOf(results, allowed);
  const hidden: Operation[] = [];
  const starts: (Operation | Incoming)[] = [];
  for (const operation of operations) {
    const input = badInput(operation, allowed);
    const output = badOutput(operation, allowed);
    if (input !== undefined && output === undefined) hidden.push(operation);
    if (input === undefined && output !== undefined) starts.push(operation);
    if (input !== undefined && input[1].producer === undefined)
      starts.push({ name: input[0], value: input[1], met: operation });
  }
  if (results.length === 0 && isMeant(starts, hidden, operations, allowed))
    return { origin: undefined, followers: [], hidden };
  const origin =
    starts.find((start) => reached.has('met' in start ? start.met : start)) ??
    (results.length === 0 ? starts[0] : (starts.find((start) => !('met' in start)) ?? starts[0]));
  const followers = origin === undefined ? [] : followersOf(origin, operations, allowed);
  return { origin, followers, hidden };
}

/** Kernels that choose between values, ask about one, or take its shape alone: what is not finite goes in on purpose. */
const choosing = new Set([
  'Equal',
  'Greater',
  'GreaterEqual',
  'IsFinite',
  'IsInf',
  'IsNan',
  'Less',
  'LessEqual',
  'NotEqual',
  'OnesLike',
  'Select',
  'ZerosLike',
]);

/**
 * True where all that is not finite was taken in by later operations, and on purpose: `where` left it
 * out, or it is infinities that were put in as such, a mask under a softmax or a running minimum.
 * Where nothing took a bad value in, it may be a result that the step kept to itself.
 */
function isMeant(
  starts: readonly (Operation | Incoming)[],
  hidden: readonly Operation[],
  operations: readonly Operation[],
  allowed: readonly Allowed[],
): boolean {
  const bad = operations.filter((operation) => badOutput(operation, allowed) !== undefined);
  const met = starts.flatMap((start) => ('met' in start ? [start.value] : []));
  const values = [...met, ...bad.flatMap(({ outputs }) => outputs)];
  const taken = new Set(operations.flatMap(({ inputs }) => Object.values(inputs)));
  if (!values.every((value) => taken.has(value))) return false;
  if (hidden.every(({ kernel }) => choosing.has(kernel))) return true;
  const putIn = starts.every((start) => 'met' in start || start.kernel === 'Fill');
  return putIn && values.every(({ health }) => health.nan === 0);
}

/** Every operation that a bad value came through on its way to one of `results`. */
function ancestorsOf(results: readonly Value[], allowed: readonly Allowed[]): Set<Operation> {
  const seen = new Set<Operation>();
  const open = results.flatMap(({ producer }) => (producer === undefined ? [] : [producer]));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const value of Object.values(next.inputs))
      if (value.producer !== undefined && isBad(value, value.producer, allowed))
        open.push(value.producer);
  }
  return seen;
}

function followersOf(
  origin: Operation | Incoming,
  operations: readonly Operation[],
  allowed: readonly Allowed[],
): readonly Operation[] {
  const tainted = new Set<Value>('met' in origin ? [origin.value] : origin.outputs);
  const first = 'met' in origin ? origin.met.index : origin.index + 1;
  const followers: Operation[] = [];
  for (const operation of operations.slice(first)) {
    if (badOutput(operation, allowed) === undefined) continue;
    if (!Object.values(operation.inputs).some((value) => tainted.has(value))) continue;
    for (const output of operation.outputs) tainted.add(output);
    followers.push(operation);
  }
  return followers;
}

/** The operation as a report shows it. */
export const blamedOperation = ({ kernel, phase, line }: Operation): BlamedOperation => ({
  op: kernel,
  phase,
  line: line ?? null,
});

const blamedValue = (
  name: string,
  { shape, dtype, health, firstBad, variable }: Value,
): BlamedValue => ({
  name,
  shape,
  dtype,
  health,
  firstBad: firstBad < 0 ? null : coordinates(firstBad, shape),
  variable: variable ?? null,
});

/** A flat index as one index per dimension. */
function coordinates(index: number, shape: readonly number[]): readonly number[] {
  let rest = index;
  return shape
    .toReversed()
    .map((size) => {
      const at = rest % size;
      rest = Math.floor(rest / size);
      return at;
    })
    .toReversed();
}

/** The origin as a report shows it; `startedAt` is the user's line that ran the step. */
export function originReport(
  origin: Operation | Incoming,
  allowed: readonly Allowed[],
  startedAt: string | undefined,
): Origin {
  const operation = 'met' in origin ? origin.met : origin;
  const place = { stepLine: startedAt ?? null, parameter: nearestParameter(operation) };
  if ('met' in origin)
    return {
      ...blamedOperation(operation),
      ...place,
      phase: phaseOf(origin),
      cameIn: true,
      forwardOf: null,
      inputs: [],
      output: blamedValue(origin.name, origin.value),
      attributes: {},
      index: operation.index,
    };
  const output = badOutput(origin, allowed) ?? origin.outputs[0]!;
  return {
    ...blamedOperation(origin),
    ...place,
    cameIn: false,
    forwardOf: origin.forwardOf === undefined ? null : blamedOperation(origin.forwardOf),
    inputs: Object.entries(origin.inputs).map(([name, value]) => blamedValue(name, value)),
    output: blamedValue('output', output),
    attributes: origin.attributes,
    index: origin.index,
  };
}

/** A single number that an optimizer brings in is one of its own: its learning rate, a beta. */
function phaseOf({ value, met }: Incoming): Origin['phase'] {
  if (value.variable !== undefined) return 'init';
  return met.phase === 'optimizer' && value.health.size === 1 ? 'optimizer' : 'data';
}

/** How many operations back are looked at: a layer with its activation and loss. */
const reach = 100;

/** The parameter that was the last to go in, on the way to an operation or to that of which it is the gradient. */
function nearestParameter(operation: Operation): string | null {
  for (const { inputs } of operationsBehind(operation.forwardOf ?? operation, reach))
    for (const { variable } of Object.values(inputs))
      if (variable?.kind === 'parameter') return variable.name;
  return null;
}

/** The longest list of stations that a person reads. */
const stations = 6;

/** The way of the bad value, thinned to its first and last stations; views are left out. */
export function cascadeOf(followers: readonly Operation[]): readonly CascadeStep[] {
  const views = new Set(['Reshape', 'Identity', 'Cast', 'ExpandDims']);
  const told = followers.filter(({ kernel }) => !views.has(kernel));
  const kept =
    told.length <= stations ? told : [...told.slice(0, stations / 2), ...told.slice(-stations / 2)];
  return kept.map((operation) => {
    const { health } =
      operation.outputs.find((output) => isBad(output, operation, [])) ?? operation.outputs[0]!;
    return {
      ...blamedOperation(operation),
      nan: health.nan,
      infinite: infinities(health),
      size: health.size,
    };
  });
}
