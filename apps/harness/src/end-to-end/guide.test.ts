/**
 * The guide docs/why-is-my-loss-nan.md, run: its code is one module, its commands run one after the
 * other beside its table, and what it says they print is what they print.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brink, withoutColours } from '../test-support/brink.js';

const workspace = resolve(import.meta.dirname, '../../../..');
const page = join(workspace, 'docs', 'why-is-my-loss-nan.md');
const text = readFileSync(page, 'utf8');

interface Block {
  readonly language: string;
  readonly lines: readonly string[];
}

const blocks: readonly Block[] = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
  ([, language, body]) => ({ language: language!, lines: body!.trimEnd().split('\n') }),
);
const linesOf = (language: string) =>
  blocks.flatMap((block) => (block.language === language ? block.lines : []));
/** What the page says is printed by the blocks of a language: each `text` block that follows one. */
const outputOf = (language: string) =>
  blocks.flatMap(({ language: own, lines }, at) =>
    own === 'text' && blocks[at - 1]?.language === language ? lines : [],
  );

/** Below the workspace, so that its packages are found. */
let directory: string;

beforeAll(() => {
  mkdirSync(join(workspace, 'runs'), { recursive: true });
  directory = mkdtempSync(join(workspace, 'runs', 'guide-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('the guide to NaN', () => {
  it('has code, commands and pictures that are there, and no block of another kind', () => {
    expect(new Set(blocks.map(({ language }) => language))).toEqual(
      new Set(['csv', 'sh', 'text', 'js']),
    );
    const pictures = [...text.matchAll(/^!\[[^\]]+\]\(([^)]+)\)$/gm)].map(([, file]) => file!);
    expect(pictures.length).toBeGreaterThan(2);
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, file]) => file!);
    for (const file of links) expect(existsSync(join(workspace, 'docs', file)), file).toBe(true);
  });

  it('prints what it says when its code is run', () => {
    const file = join(directory, 'guide.mjs');
    writeFileSync(file, `${linesOf('js').join('\n')}\n`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
      encoding: 'utf8',
      env: withoutColours(),
      timeout: 100_000,
    });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(outputOf('js').length).toBeGreaterThan(5);
    for (const line of outputOf('js')) expect(stdout).toContain(line);
  }, 120_000);

  it('prints what it says when its commands are run', async () => {
    writeFileSync(join(directory, 'houses.csv'), `${linesOf('csv').join('\n')}\n`);
    let printed = '';
    for (const command of linesOf('sh')) {
      const [npx, name, ...args] = command.split(' ');
      expect([npx, name]).toEqual(['npx', 'brink']);
      const { code, stdout, stderr } = await brink(args, { cwd: directory });
      expect({ command, code, stderr: code === 0 ? '' : stderr }).toEqual({
        command,
        code: 0,
        stderr: '',
      });
      printed += stdout;
    }
    for (const line of outputOf('sh')) expect(printed).toContain(line);
  }, 300_000);
});
