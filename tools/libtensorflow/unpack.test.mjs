// @ts-check
import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as tar from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { unpackArchive, unpackWheel } from './unpack.mjs';

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-unpack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * A wheel of these files with a true RECORD, but for `lies`.
 * @param {Record<string, string>} files
 * @param {{lies?: string, links?: string}} [hostile]
 */
async function wheelOf(files, hostile = {}) {
  const zip = new yazl.ZipFile();
  let record = '';
  for (const [name, text] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(text), name, { mode: name === hostile.links ? 0o120777 : 0o100644 });
    const hashed = name === hostile.lies ? 'something else' : text;
    record += `${name},sha256=${createHash('sha256').update(hashed).digest('base64url')},${text.length}\n`;
  }
  zip.addBuffer(Buffer.from(record), 'tensorflow_cpu-2.18.1.dist-info/RECORD');
  zip.end();
  const file = join(folder, 'tensorflow.whl');
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

const library = 'tensorflow/libtensorflow_cc.so.2';

describe('unpackWheel', () => {
  it('writes the needed files and nothing else, and counts the bytes', async () => {
    const wheel = await wheelOf({ [library]: 'machine code', 'tensorflow/__init__.py': 'no' });
    let bytes = 0;
    expect(await unpackWheel(wheel, join(folder, 'deps'), (more) => (bytes += more))).toBe(1);
    expect(readFileSync(join(folder, 'deps/lib/libtensorflow_cc.so.2'), 'utf8')).toBe(
      'machine code',
    );
    expect(existsSync(join(folder, 'deps/__init__.py'))).toBe(false);
    expect(bytes).toBe('machine code'.length);
  });

  it('refuses a file that differs from the RECORD', async () => {
    const wheel = await wheelOf({ [library]: 'machine code' }, { lies: library });
    await expect(unpackWheel(wheel, join(folder, 'deps'), () => undefined)).rejects.toThrow(
      /RECORD gives/,
    );
  });

  it('refuses a link in the place of a file', async () => {
    const wheel = await wheelOf({ [library]: '/etc/passwd' }, { links: library });
    await expect(unpackWheel(wheel, join(folder, 'deps'), () => undefined)).rejects.toThrow(
      /holds a link/,
    );
  });

  it('refuses a file that is no wheel', async () => {
    const file = join(folder, 'no.whl');
    writeFileSync(file, 'not a zip');
    await expect(unpackWheel(file, join(folder, 'deps'), () => undefined)).rejects.toThrow(
      /is not a wheel/,
    );
  });
});

describe('unpackArchive', () => {
  it('takes lib and include, and leaves the rest', async () => {
    mkdirSync(join(folder, 'in/lib'), { recursive: true });
    writeFileSync(join(folder, 'in/lib/libtensorflow.so.2'), 'code');
    writeFileSync(join(folder, 'in/LICENSE'), 'text');
    const file = join(folder, 'a.tar.gz');
    await tar.create({ file, gzip: true, cwd: join(folder, 'in') }, ['lib', 'LICENSE']);
    await unpackArchive(file, join(folder, 'out'));
    expect(readFileSync(join(folder, 'out/lib/libtensorflow.so.2'), 'utf8')).toBe('code');
    expect(existsSync(join(folder, 'out/LICENSE'))).toBe(false);
  });

  it('refuses a name that leaves the folder', async () => {
    writeFileSync(join(folder, 'evil'), 'x');
    mkdirSync(join(folder, 'deep'));
    const file = join(folder, 'b.tar.gz');
    await tar.create({ file, gzip: true, cwd: join(folder, 'deep'), preservePaths: true }, [
      '../evil',
    ]);
    await expect(unpackArchive(file, join(folder, 'out'))).rejects.toThrow(
      /outside its own folder/,
    );
  });
});
