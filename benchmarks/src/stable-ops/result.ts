/** How long the stable operations take, as it is saved, printed and written into the docs. */
import Table from 'cli-table3';
import { figure } from '../result.js';
import { stamped, type Stamp } from '../stamp.js';

/** Milliseconds of one call, the median of the rounds; null where it throws or there is none. */
export interface Times {
  readonly stable: number;
  readonly naive: number | null;
  readonly tfjs: number | null;
}

interface OperationTimes {
  readonly name: string;
  readonly forward: Times;
  readonly gradient: Times;
}

/** One backend, measured in one process. */
export interface BackendTimes {
  readonly backend: string;
  readonly operations: readonly OperationTimes[];
}

export interface StableOpsResult extends Stamp {
  readonly shape: readonly number[];
  readonly rounds: number;
  readonly backends: readonly BackendTimes[];
  /** The backends that were not measured, and why. */
  readonly missing: Readonly<Record<string, string>>;
}

/** Slower than this beside the naive formula, an operation has to say why. */
const allowed = 1.5;

export const stableOpsResult = (
  measured: Pick<StableOpsResult, 'shape' | 'rounds' | 'backends' | 'missing'>,
): StableOpsResult => stamped(measured);

type Peer = 'naive' | 'tfjs';

const ratio = (times: Times, peer: Peer): number | null => {
  const other = times[peer];
  return other === null ? null : times.stable / other;
};

/** `forward / gradient`, how many times as long as the peer takes. */
function cell({ forward, gradient }: OperationTimes, peer: Peer): string {
  const words = [forward, gradient].map((times) => {
    const value = ratio(times, peer);
    return value === null ? '-' : figure(Number(value.toPrecision(2)));
  });
  return words.every((word) => word === '-') ? '' : words.join(' / ');
}

const slow = ({ forward, gradient }: OperationTimes) =>
  [forward, gradient].some((times) => (ratio(times, 'naive') ?? 0) > allowed);

export const headsOf = ({ backends }: StableOpsResult): readonly string[] => [
  'operation',
  ...backends.map(({ backend }) => backend),
  ...backends.map(({ backend }) => `tfjs's op: ${backend}`),
  `why more than ${String(allowed)}`,
];

/** Rows of words, an operation each. `whys` says what each operation does more than its formula. */
export function operationRows(
  { backends }: StableOpsResult,
  whys: Readonly<Record<string, string>>,
): readonly (readonly string[])[] {
  const names = backends[0]?.operations.map(({ name }) => name) ?? [];
  return names.map((name) => {
    const everywhere = backends.flatMap(({ operations }) =>
      operations.filter((one) => one.name === name),
    );
    return [
      `\`${name}\``,
      ...everywhere.map((one) => cell(one, 'naive')),
      ...everywhere.map((one) => cell(one, 'tfjs')),
      everywhere.some(slow) ? (whys[name] ?? '') : '',
    ];
  });
}

/** What the table is of, and who is missing, in sentences. */
export function stableOpsRemarks(result: StableOpsResult): readonly string[] {
  const { shape, rounds, backends, missing } = result;
  const all = backends.flatMap(({ operations }) => operations);
  const within = all.filter((one) => !slow(one)).length;
  return [
    `Times of the stable operation over those of the naive formula, and of tfjs's own operation where there is one: forward / gradient (which includes a forward pass), float32 [${shape.join(', ')}]; below 1 ours is faster. Each backend in one process on one thread, the three taking turns, the median of ${String(rounds)} rounds. A dash: tfjs throws, it has no gradient there.`,
    `${String(within)} of ${String(all.length)} operations (each backend counted) take no more than ${String(allowed)} times the naive formula's time, forward and gradient.`,
    ...Object.entries(missing).map(([backend, why]) => `${backend} was not measured: ${why}.`),
  ];
}

/** The table and the remarks for a terminal. */
export function stableOpsText(
  result: StableOpsResult,
  whys: Readonly<Record<string, string>>,
): string {
  const table = new Table({ head: [...headsOf(result)], style: { head: [], border: [] } });
  for (const row of operationRows(result, whys)) table.push([...row]);
  return [table.toString(), ...stableOpsRemarks(result)].join('\n');
}
