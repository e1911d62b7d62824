/** `npm run documents`: writes the table of differences into the README. */
import { readFileSync, writeFileSync } from 'node:fs';
import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { differenceTable, withTable } from './table.js';

await tf.setBackend('cpu');
const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), differenceTable()));
