/** Tries one function for main.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Told } from './main.js';
import { REFERENCES, type UnaryFunction } from './references.js';
import { largestError } from './sweep.js';

const { name, stride } = workerData as { readonly name: UnaryFunction; readonly stride: number };
const tell = (told: Told): void => parentPort?.postMessage(told);
let hundredths = 0;
const worst = await largestError(name, REFERENCES[name], stride, (share) => {
  if (share * 100 < hundredths + 1) return;
  hundredths = Math.floor(share * 100);
  tell({ kind: 'progress', share });
});
tell({ kind: 'done', worst });
