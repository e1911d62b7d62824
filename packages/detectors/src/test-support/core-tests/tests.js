/** All of tfjs-core's own tests, with what they expect to be loaded. */
import '@tensorflow/tfjs-core/dist/index';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import './environment.js';
import '@tensorflow/tfjs-core/dist/tests';
