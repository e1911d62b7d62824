/** What `run.json` tells about the machine and the software. */
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { RunMachine } from '@brink/sweep';
import * as tf from '@tensorflow/tfjs-core';
import { brinkVersion } from '../version.js';

export function machineFacts(): RunMachine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
  };
}

/** @param tensorflow the version of native TensorFlow, where cells run on it */
export function versionFacts(tensorflow: string | null): Readonly<Record<string, string>> {
  return {
    brink: brinkVersion,
    node: process.versions.node,
    tfjs: tf.version_core,
    ...(tensorflow === null ? {} : { tensorflow }),
  };
}
