export { loadTfjsNode, nativeTensorflow } from './native-tensorflow.js';
