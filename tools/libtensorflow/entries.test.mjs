// @ts-check
import { describe, expect, it } from 'vitest';
import { placeOfArchiveEntry, placeOfWheelEntry } from './entries.mjs';

describe('placeOfWheelEntry', () => {
  it('places the library and the headers that the addon includes', () => {
    expect(placeOfWheelEntry('tensorflow/libtensorflow_cc.so.2')).toBe('lib/libtensorflow_cc.so.2');
    expect(placeOfWheelEntry('tensorflow/include/tensorflow/c/c_api.h')).toBe(
      'include/tensorflow/c/c_api.h',
    );
    expect(placeOfWheelEntry('nvidia/cudnn/lib/libcudnn.so.9')).toBe(
      'nvidia/cudnn/lib/libcudnn.so.9',
    );
  });

  it('leaves what is not needed', () => {
    expect(placeOfWheelEntry('tensorflow/python/__init__.py')).toBeNull();
    expect(placeOfWheelEntry('tensorflow/include/Eigen/Core')).toBeNull();
  });

  it.each([
    '../evil',
    '/etc/passwd',
    'tensorflow/include/tensorflow/c/../../../../evil.h',
    'a\\b',
    'a\0b',
  ])('refuses %j, which would leave the folder', (name) => {
    expect(() => placeOfWheelEntry(name)).toThrow(/outside its own folder/);
    expect(() => placeOfArchiveEntry(name)).toThrow(/outside its own folder/);
  });
});

describe('placeOfArchiveEntry', () => {
  it('keeps lib and include only', () => {
    expect(placeOfArchiveEntry('./lib/libtensorflow.so.2')).toBe('lib/libtensorflow.so.2');
    expect(placeOfArchiveEntry('LICENSE')).toBeNull();
    expect(placeOfArchiveEntry('include/')).toBeNull();
  });
});
