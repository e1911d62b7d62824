/** `npm run documents:nan`: writes docs/nan-hiding-places.md; it takes all three backends. */
import { writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { loadTensorflow } from '../../backends/tensorflow.js';
import { findHidingPlaces } from './hiding-places.js';
import { pageOf } from './page.js';

const found = await findHidingPlaces();
for (const [backend, why] of Object.entries(found.missing))
  throw new Error(`documents:nan: the backend ${backend} was not tried: ${why}`);
const { version } = await loadTensorflow();
const page = new URL('../../../../../docs/nan-hiding-places.md', import.meta.url);
writeFileSync(page, pageOf(found, `tfjs ${tf.version_core}, TensorFlow ${version}`));
process.exit();
