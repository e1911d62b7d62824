// @ts-check
/** Where TensorFlow comes from: pip, or a file that the person has. */
import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NativeError } from './options.mjs';

/** The release that is built and tested here. Its C API is the one that tfjs-node 4.22 calls. */
const tensorflowVersion = '2.18.1';

/** SHA-256 of the wheels that pip is asked for, by machine. */
const cpuWheels = {
  x64: {
    platform: 'manylinux2014_x86_64',
    sha256: '810c75d7149d2da0cb2092187817b0dcabb80728ca9f9cf3a61f3f42fadd1298',
    megabytes: 230,
  },
};

/**
 * Runs a program with its output shown, and refuses an exit code that is not 0.
 * @param {string} program
 * @param {readonly string[]} words
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [where]
 */
export async function run(program, words, where = {}) {
  await new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'inherit', 'inherit'], ...where });
    child.on('error', (error) =>
      reject(new NativeError(`${program} could not be started: ${error.message}`)),
    );
    child.on('close', (code) =>
      code === 0
        ? resolve(undefined)
        : reject(new NativeError(`\`${program} ${words.join(' ')}\` ended with code ${code}`)),
    );
  });
}

/** The first of python3 and python that has pip. */
async function findPython() {
  for (const python of ['python3', 'python']) {
    const works = await new Promise((resolve) => {
      const child = spawn(python, ['-m', 'pip', '--version'], { stdio: 'ignore' });
      child.on('error', () => resolve(false));
      child.on('close', (code) => resolve(code === 0));
    });
    if (works) return python;
  }
  throw new NativeError(
    'neither python3 nor python has pip, which downloads the wheel; install it, or give --wheel FILE',
  );
}

/**
 * Downloads the wheels with pip and returns their paths, TensorFlow's first.
 * @param {string} folder
 * @param {boolean} gpu
 * @returns {Promise<string[]>}
 */
export async function downloadWheels(folder, gpu) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new NativeError(
      `the wheel is known for linux x64, this is ${process.platform} ${process.arch}; give --archive FILE with the official libtensorflow of this machine`,
    );
  const { platform, sha256, megabytes } = cpuWheels.x64;
  const python = await findPython();
  const words = [
    '-m',
    'pip',
    'download',
    '--disable-pip-version-check',
    '--dest',
    folder,
    '--only-binary=:all:',
  ];
  const machine = [
    '--python-version',
    '3.11',
    '--implementation',
    'cp',
    '--abi',
    'cp311',
    '--platform',
    platform,
  ];
  if (gpu) {
    console.log(`Downloading tensorflow ${tensorflowVersion} with the CUDA wheels, about 3 GB`);
    // pip chooses the nvidia wheels that this release names; their files are checked against their RECORDs.
    await run(python, [
      ...words,
      ...machine,
      '--platform',
      'manylinux_2_17_x86_64',
      '--platform',
      'manylinux1_x86_64',
      `tensorflow[and-cuda]==${tensorflowVersion}`,
    ]);
  } else {
    console.log(`Downloading tensorflow-cpu ${tensorflowVersion}, ${megabytes} MB`);
    const requirements = join(folder, 'requirements.txt');
    await writeFile(requirements, `tensorflow-cpu==${tensorflowVersion} --hash=sha256:${sha256}\n`);
    await run(python, [...words, ...machine, '--no-deps', '--require-hashes', '-r', requirements]);
  }
  const wheels = (await readdir(folder)).filter((name) =>
    /^(tensorflow(_cpu)?-\d|nvidia_).*\.whl$/.test(name),
  );
  return wheels
    .sort((a, b) => Number(b.startsWith('tensorflow')) - Number(a.startsWith('tensorflow')))
    .map((name) => join(folder, name));
}
