// Runs every program of this folder in turn, each as its user would, and writes what they print.
import { readdirSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

const folder = new URL('.', import.meta.url);
const programs = readdirSync(folder).filter((file) => file.endsWith('.js') && file !== 'run.js');
const printed = {};
const { log } = console;
for (const program of programs.sort()) {
  const lines = [];
  console.log = (text) => lines.push(text);
  await import(new URL(program, folder).href);
  console.log = log;
  printed[program.replace('.js', '')] = lines.join('\n');
  // The next program has the machine to itself.
  tf.disposeVariables();
}
process.stdout.write(JSON.stringify(printed));
