// @ts-check
/** Takes the needed files out of wheels (zip) and archives (tar.gz), checking hashes on the way. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import * as tar from 'tar';
import yauzl from 'yauzl';
import { placeOfArchiveEntry, placeOfWheelEntry } from './entries.mjs';
import { NativeError } from './options.mjs';

/**
 * @param {string} file
 * @returns {Promise<string>} its SHA-256 in hexadecimal
 */
export async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Unpacks the needed files of a wheel into `folder`. Each is checked against the hash that the
 * wheel's own RECORD gives for it.
 * @param {string} wheel
 * @param {string} folder
 * @param {(bytes: number) => void} onProgress bytes written since the last call
 * @returns {Promise<number>} how many files were written
 */
export async function unpackWheel(wheel, folder, onProgress) {
  /** @type {Map<string, {entry: yauzl.Entry, place: string}>} */
  const wanted = new Map();
  /** @type {yauzl.Entry | undefined} */
  let record;
  const zip = await promisify(
    /** @type {(path: string, options: yauzl.Options, done: (error: Error | null, zip: yauzl.ZipFile) => void) => void} */ (
      yauzl.open
    ),
  )(wheel, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch((error) => {
    throw new NativeError(`${wheel} is not a wheel (a zip file): ${error.message}`);
  });
  try {
    await new Promise((resolve, reject) => {
      zip.on('entry', (/** @type {yauzl.Entry} */ entry) => {
        try {
          if (/^[^/]+\.dist-info\/RECORD$/.test(entry.fileName)) record = entry;
          const place = entry.fileName.endsWith('/') ? null : placeOfWheelEntry(entry.fileName);
          if (place !== null && isLink(entry))
            throw new NativeError(`the wheel holds a link, ${entry.fileName}; it is refused`);
          if (place !== null) wanted.set(entry.fileName, { entry, place });
          zip.readEntry();
        } catch (error) {
          reject(error);
        }
      });
      zip.on('error', (error) =>
        reject(new NativeError(`the wheel cannot be read: ${error.message}`)),
      );
      zip.on('end', resolve);
      zip.readEntry();
    });
    if (record === undefined)
      throw new NativeError('the wheel has no RECORD, so its files cannot be checked');
    const hashes = hashesOfRecord(await textOf(zip, record));
    for (const [name, { entry, place }] of wanted) {
      const expected = hashes.get(name);
      if (expected === undefined)
        throw new NativeError(`the wheel's RECORD has no hash for ${name}; it is refused`);
      const found = await writeEntry(zip, entry, join(folder, place), onProgress);
      if (found !== expected)
        throw new NativeError(
          `${name} does not have the hash that the wheel's RECORD gives; download it again`,
        );
    }
    return wanted.size;
  } finally {
    zip.close();
  }
}

/**
 * Unpacks lib/ and include/ of an official archive into `folder`.
 * @param {string} archive
 * @param {string} folder
 */
export async function unpackArchive(archive, folder) {
  await mkdir(folder, { recursive: true });
  /** @type {Error | undefined} */
  let refused;
  await tar.extract({
    file: archive,
    cwd: folder,
    strict: true,
    filter: (name, entry) => {
      try {
        if (placeOfArchiveEntry(name) === null) return false;
        // Official archives link libtensorflow.so.2 to its versioned file: within lib/ that is fine.
        const link = 'linkpath' in entry ? entry.linkpath : undefined;
        if (link !== undefined && link !== '' && link.includes('/'))
          throw new NativeError(`the archive links ${name} to ${link}; it is refused`);
        return true;
      } catch (error) {
        refused ??= /** @type {Error} */ (error);
        return false;
      }
    },
  });
  if (refused !== undefined) throw refused;
}

/** @param {yauzl.Entry} entry */
const isLink = (entry) => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;

/**
 * @param {string} text `path,sha256=BASE64URL,size` a line
 * @returns {Map<string, string>}
 */
function hashesOfRecord(text) {
  /** @type {Map<string, string>} */
  const hashes = new Map();
  for (const line of text.split(/\r?\n/)) {
    const found = /^"?([^",]+)"?,sha256=([\w-]+),\d*$/.exec(line);
    if (found?.[1] !== undefined && found[2] !== undefined) hashes.set(found[1], found[2]);
  }
  return hashes;
}

/**
 * @param {yauzl.ZipFile} zip
 * @param {yauzl.Entry} entry
 * @returns {Promise<import('node:stream').Readable>}
 */
const openEntry = (zip, entry) =>
  new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  );

/**
 * @param {yauzl.ZipFile} zip
 * @param {yauzl.Entry} entry
 */
async function textOf(zip, entry) {
  const parts = [];
  for await (const part of await openEntry(zip, entry)) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/**
 * @param {yauzl.ZipFile} zip
 * @param {yauzl.Entry} entry
 * @param {string} file
 * @param {(bytes: number) => void} onProgress
 * @returns {Promise<string>} the SHA-256 of what was written, in base64url
 */
async function writeEntry(zip, entry, file, onProgress) {
  await mkdir(dirname(file), { recursive: true });
  const hash = createHash('sha256');
  const watched = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      onProgress(chunk.length);
      done(null, chunk);
    },
  });
  await pipeline(await openEntry(zip, entry), watched, createWriteStream(file));
  return hash.digest('base64url');
}
