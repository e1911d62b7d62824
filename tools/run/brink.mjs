// @ts-check
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The built command. */
export const brink = join(workspace, 'apps', 'harness', 'bin', 'brink.js');
