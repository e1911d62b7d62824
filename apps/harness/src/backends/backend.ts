/** The tfjs backends that cells run on with the engine `eager`. */
export const backendNames = ['cpu', 'wasm', 'tensorflow'] as const;

export type BackendName = (typeof backendNames)[number];
