/** Whether native TensorFlow is on this machine; tests that need it say so in their title. */
import { findNativeTensorflow } from '../backends/native-location.js';

export const hasNativeTensorflow = findNativeTensorflow() !== undefined;
