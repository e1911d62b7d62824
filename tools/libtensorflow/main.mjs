// @ts-check
/**
 * `npm run native`: native TensorFlow for the backend `tensorflow`, without the download that
 * tfjs-node's own install script makes. Takes libtensorflow from a wheel, builds the addon,
 * and runs an operation with it. What is there already is left as it is.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAddon, installPackage, nameLibraries, packageName } from './addon.mjs';
import { NativeError, readOptions, usage } from './options.mjs';
import { downloadWheels } from './sources.mjs';
import { sha256Of, unpackArchive, unpackWheel } from './unpack.mjs';
import { verify } from './verify.mjs';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {import('./options.mjs').Options} options */
async function stage(options) {
  const name = packageName(options.gpu);
  const folder = join(workspace, '.native', options.gpu ? 'gpu' : 'cpu');
  const done = join(folder, 'done.json');
  if (existsSync(done) && !options.force) {
    const version = verify(folder, name);
    console.log(
      `native: ${name} is there and works (TensorFlow ${version}); --force builds it again`,
    );
    return;
  }
  await rm(folder, { recursive: true, force: true });
  const given = options.wheel ?? options.archive;
  if (given !== undefined && options.sha256 !== undefined) {
    const found = await sha256Of(given);
    if (found !== options.sha256)
      throw new NativeError(
        `${given} has SHA-256 ${found}, expected ${options.sha256}; download it again`,
      );
  }
  const package_ = await installPackage(folder, options.gpu);
  const deps = join(package_, 'deps');
  const downloads = await mkdtemp(join(tmpdir(), 'brink-native-'));
  try {
    if (options.archive !== undefined) await unpackArchive(options.archive, deps);
    else {
      const wheels =
        options.wheel === undefined
          ? await downloadWheels(downloads, options.gpu)
          : [options.wheel];
      for (const wheel of wheels) await unpackWheel(wheel, deps, progress());
    }
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
  await mkdir(join(deps, 'lib'), { recursive: true });
  await nameLibraries(deps);
  console.log('\nBuilding the addon');
  await buildAddon(package_, folder);
  const version = verify(folder, name);
  await writeFile(
    done,
    JSON.stringify({ package: name, tensorflow: version, node: process.version }),
  );
  console.log(`native: ${name} works here, TensorFlow ${version}`);
}

/** Says every 100 MB how much was unpacked. */
function progress() {
  let bytes = 0;
  let said = 0;
  return (/** @type {number} */ more) => {
    bytes += more;
    if (bytes - said < 100e6) return;
    said = bytes;
    console.log(`  unpacked ${Math.round(bytes / 1e6)} MB`);
  };
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await stage(options);
} catch (error) {
  if (!(error instanceof NativeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
