/** Variables that were made before a trace: their values survive it, and assigning to one is noticed. */
import type { Variable } from '@tensorflow/tfjs-core';
import { backendOf } from './engine-internals.js';

export interface HeldVariables {
  /** The first variable that was assigned since. */
  assigned(): Variable | undefined;
  /** Gives back the values of those that were assigned, and lets go of the others. */
  release(): void;
}

/** Assigning disposes what a variable held, so each is referred to once more until released. */
export function holdVariables(variables: readonly Variable[]): HeldVariables {
  const held = variables.map((variable) => {
    const { dataId } = variable;
    const backend = backendOf(dataId);
    backend?.incRef(dataId);
    return { variable, dataId, backend };
  });
  return {
    assigned: () => held.find(({ variable, dataId }) => variable.dataId !== dataId)?.variable,
    release: () => {
      for (const { variable, dataId, backend } of held) {
        if (variable.dataId === dataId) backend?.disposeData(dataId);
        else variable.dataId = dataId;
      }
    },
  };
}
