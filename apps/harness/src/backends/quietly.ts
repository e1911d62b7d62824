/**
 * Runs `load` without what tfjs prints while it loads: an advertisement for tfjs-node, and a note
 * for each kernel and gradient that a second copy of it registers again.
 */
export async function quietly<T>(load: () => T | Promise<T>): Promise<T> {
  const { warn, info, log, error } = console;
  const silent = () => undefined;
  Object.assign(console, { warn: silent, info: silent, log: silent, error: silent });
  try {
    return await load();
  } finally {
    Object.assign(console, { warn, info, log, error });
  }
}
