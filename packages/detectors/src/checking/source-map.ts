/**
 * A place in what a compiler wrote, as a place in what the user wrote: TypeScript, or a bundle. Through the
 * map that Node keeps under `--enable-source-maps`, or else the one that the file names itself.
 */
import { existsSync, readFileSync } from 'node:fs';
import { findSourceMap, SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where a map lies, and what its sources are relative to. */
interface FoundMap {
  readonly map: SourceMap;
  readonly base: URL;
  /** Its sources as they are told; null for one that is not on this disk, as those of an installed package. */
  readonly told: Map<string, string | null>;
}

const maps = new Map<string, FoundMap | null>();

/**
 * @param path of a file on disk
 * @param line from 1, as `column`
 * @returns `file:line:column`
 */
export function originalPlace(path: string, line: number, column: number): string {
  const place = `${path}:${line}:${column}`;
  let found = maps.get(path);
  if (found === undefined) {
    found = mapOf(path);
    maps.set(path, found);
  }
  if (found === null) return place;
  const entry = found.map.findEntry(line - 1, column - 1);
  if (!('originalSource' in entry)) return place;
  const { originalSource, originalLine, originalColumn } = entry;
  if (!found.told.has(originalSource))
    found.told.set(originalSource, sourceOf(originalSource, found));
  const source = found.told.get(originalSource);
  return source === null || source === undefined
    ? place
    : `${source}:${originalLine + 1}:${originalColumn + 1}`;
}

function mapOf(path: string): FoundMap | null {
  const url = pathToFileURL(path);
  const kept = findSourceMap(path) ?? findSourceMap(url.href);
  if (kept !== undefined) return { map: kept, base: url, told: new Map() };
  try {
    const named = [
      ...readFileSync(path, 'utf8').matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm),
    ];
    const at = named.at(-1)?.[1];
    if (at === undefined) return null;
    const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(at)?.[1];
    const base = inline === undefined ? new URL(at, url) : url;
    const text =
      inline === undefined
        ? readFileSync(base, 'utf8')
        : Buffer.from(inline, 'base64').toString('utf8');
    const map = new SourceMap(JSON.parse(text) as SourceMapPayload);
    return { map, base, told: new Map() };
  } catch {
    // No file, or a map that is not there or no JSON: the place as it is tells something too.
    return null;
  }
}

/** The path of a source; as it is written where it is none of the disk, `webpack://` for example. */
function sourceOf(source: string, { map, base }: FoundMap): string | null {
  const { sourceRoot } = map.payload as { readonly sourceRoot?: string };
  const root = sourceRoot === undefined || sourceRoot === '' ? '' : sourceRoot.replace(/\/?$/, '/');
  const whole = /^\w+:/.test(source) ? source : root + source;
  // A bundler may name a source by what is no address.
  if (!URL.canParse(whole, base)) return whole;
  const url = new URL(whole, base);
  if (url.protocol !== 'file:') return whole;
  const path = source.startsWith('/') ? source : fileURLToPath(url);
  return existsSync(path) ? path : null;
}
