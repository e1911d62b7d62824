/** From a compiled module to functions and memory. */

/** An instance with memory of its own, filled with the module's tables. */
export interface LoadedModule {
  readonly memory: WebAssembly.Memory;
  /** Runs an exported kernel; its arguments count elements, as in the loops. @throws RangeError for an unknown name. */
  readonly run: (kernel: string, ...args: readonly number[]) => void;
}

export function load(module: WebAssembly.Module): LoadedModule {
  const { exports } = new WebAssembly.Instance(module);
  const memory = exports.memory as WebAssembly.Memory;
  const run = (kernel: string, ...args: readonly number[]): void => {
    const fn = exports[kernel];
    if (typeof fn !== 'function')
      throw new RangeError(`compiler: the module exports no kernel '${kernel}'`);
    (fn as (...values: readonly number[]) => void)(...args);
  };
  return { memory, run };
}
