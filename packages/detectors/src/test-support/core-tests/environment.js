/** The backend that tfjs-core's tests run on: it must be named before they are loaded. */
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';

setTestEnvs([{ name: 'backend', backendName: process.argv[2], isDataSync: true }]);
