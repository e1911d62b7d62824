/** The version of this command line. */
import { readFileSync } from 'node:fs';

interface PackageFile {
  readonly version: string;
}

export const brinkVersion = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as PackageFile
).version;
