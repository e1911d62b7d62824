/**
 * Which part of a training step runs now. tfjs computes gradients inside `engine.tidy('forward')`
 * and `engine.tidy('backward')`, so those calls are watched; what runs after a backward pass is the
 * optimizer.
 */
import { Tensor, type engine } from '@tensorflow/tfjs-core';
import type { Operation, Phase } from './operation.js';

type Engine = ReturnType<typeof engine>;

/** The part of a tape node that is watched. */
interface TapeNode {
  readonly outputs: readonly { readonly dataId: object }[];
  gradient?: (...given: unknown[]) => Record<string, () => unknown>;
}

export interface PhaseWatch {
  readonly phase: () => Phase;
  /** The forward operation whose gradient is being computed. */
  readonly forwardOf: () => Operation | undefined;
  readonly restore: () => void;
}

/**
 * @param watched tfjs's engine
 * @param producerOf the operation that made the data behind a tensor
 * @param onLoss called with what a function gave whose gradients are computed next
 */
export function watchPhases(
  watched: Engine,
  producerOf: (dataId: object) => Operation | undefined,
  onLoss: (loss: Tensor) => void,
): PhaseWatch {
  let phase: Phase = 'forward';
  let forwardOf: Operation | undefined;
  // Gradients of gradients run both passes inside a forward one.
  let depth = 0;
  const watchedNodes = new WeakSet<TapeNode>();

  const within = <T>(node: TapeNode, run: () => T): T => {
    const before = forwardOf;
    const output = node.outputs[0];
    forwardOf = output === undefined ? undefined : producerOf(output.dataId);
    try {
      return run();
    } finally {
      forwardOf = before;
    }
  };

  /** A node's gradient makes functions, one per input, that are called later: both belong to it. */
  const watchTape = () => {
    for (const node of (watched.state.activeTape ?? []) as unknown as TapeNode[]) {
      const { gradient } = node;
      if (gradient === undefined || watchedNodes.has(node)) continue;
      watchedNodes.add(node);
      node.gradient = (...given) =>
        within(node, () => {
          const perInput = gradient(...given);
          return Object.fromEntries(
            Object.entries(perInput).map(([name, compute]) => [name, () => within(node, compute)]),
          );
        });
    }
  };

  const tidy = watched.tidy.bind(watched) as (...given: unknown[]) => unknown;
  const watching = (...given: unknown[]): unknown => {
    const [name] = given;
    if (name !== 'forward' && name !== 'backward') return tidy(...given);
    const before = phase;
    phase = name;
    depth += 1;
    try {
      const result = tidy(...given);
      // Now: after this, tfjs copies the nodes that lead to the loss.
      if (name === 'forward') watchTape();
      if (name === 'forward' && depth === 1 && result instanceof Tensor) onLoss(result);
      return result;
    } finally {
      depth -= 1;
      phase = name === 'backward' && before !== 'backward' ? 'optimizer' : before;
    }
  };
  watched.tidy = watching as typeof watched.tidy;
  return {
    phase: () => phase,
    forwardOf: () => forwardOf,
    restore: () => {
      delete (watched as Partial<Engine>).tidy;
    },
  };
}
