import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadTfjsNode, nativeTensorflowIn } from './native-tensorflow.js';

let folder: string;
let addon: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-native-'));
  addon = join(folder, 'cpu/node_modules/@tensorflow/tfjs-node');
  mkdirSync(addon, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('is found in the folder of one kind, and in that of several', () => {
  // Half of an installation is none.
  expect(nativeTensorflowIn(folder)).toBeUndefined();
  writeFileSync(join(addon, 'package.json'), '{}');
  expect(nativeTensorflowIn(folder)).toBe(addon);
  expect(nativeTensorflowIn(join(folder, 'cpu'))).toBe(addon);
  expect(nativeTensorflowIn(join(folder, 'gpu'))).toBeUndefined();
});

it('is loaded on a Node without the functions that it calls, and without its warnings', () => {
  writeFileSync(
    join(addon, 'index.js'),
    `const util = require('node:util');
    console.warn('registered already');
    if (!util.isNullOrUndefined(null) || !util.isArray([])) throw new Error('wrong answers');
    globalThis.loadedTfjsNode = true;`,
  );
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  loadTfjsNode(addon);
  expect(globalThis).toHaveProperty('loadedTfjsNode', true);
  expect(warn).not.toHaveBeenCalled();
  expect(console).toHaveProperty('warn', warn);
  warn.mockRestore();
});
