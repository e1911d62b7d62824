import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { integerAxis, inventRun, logAxis } from './test-support/invented-run.js';
import { renderTerminalMap } from './terminal-map.js';

const small = inventRun({
  axes: [logAxis('lr', 1e-3, 1e3, 16), logAxis('initScale', 0.01, 100, 12)],
});

describe('renderTerminalMap', () => {
  it('draws both variants side by side in letters, with counts and what was cured', async () => {
    await expect(renderTerminalMap(small, { colour: 'none', width: 80 })).toMatchFileSnapshot(
      'golden/terminal-letters.txt',
    );
  });

  it('draws a map per value of a structural axis, and stacks variants on a narrow terminal', async () => {
    const axes = [...small.axes, integerAxis('seqLen', [5, 20])];
    await expect(
      renderTerminalMap(inventRun({ axes }), { colour: 'none', width: 40 }),
    ).toMatchFileSnapshot('golden/terminal-facets.txt');
  });

  it('draws a strip for a single axis', async () => {
    const run = inventRun({ axes: [logAxis('lr', 1e-3, 1e3, 30)] });
    await expect(renderTerminalMap(run, { colour: 'none', width: 80 })).toMatchFileSnapshot(
      'golden/terminal-strip.txt',
    );
  });

  it.each(['256', 'truecolor'] as const)('draws half blocks in %s', async (colour) => {
    await expect(renderTerminalMap(small, { colour, width: 60 })).toMatchFileSnapshot(
      `golden/terminal-${colour}.txt`,
    );
  });

  it.each([20, 33, 47, 80, 200])('keeps within %i columns', (width) => {
    const axes = [logAxis('lr', 1e-3, 1e3, 100), logAxis('a-long-name-of-an-axis', 0.01, 100, 70)];
    const maps = stripVTControlCharacters(
      renderTerminalMap(inventRun({ axes }), { colour: 'truecolor', width }),
    ).split('█')[0]!;
    expect(maps).toContain('▀');
    for (const line of maps.split('\n').slice(0, -2))
      expect(line.length, line).toBeLessThanOrEqual(width);
  });

  it('holds further axes at their middle value, and says so', () => {
    const axes = [...small.axes, logAxis('beta', 1, 100, 21)];
    expect(renderTerminalMap(inventRun({ axes }), { colour: 'none', width: 80 })).toMatch(
      /^at beta = 10\n/,
    );
  });

  it('leaves cells that have not been run blank, and counts them', () => {
    const run = inventRun({ axes: small.axes, interruptedAt: 192 });
    const text = renderTerminalMap(run, { colour: 'none', width: 80 });
    expect(text).toMatch(/not run +0 +0 % +192 +100 %/);
  });

  it('passes no escape sequence of a name on to the terminal', () => {
    const hostile = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e';
    const run = inventRun({
      axes: [logAxis(hostile, 1e-3, 1e3, 8), logAxis(`y${hostile}`, 1, 10, 8)],
      variants: [{ name: hostile, description: '' }],
    });
    const text = renderTerminalMap(run, { colour: 'none', width: 80 });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text).toContain('�]0;owned�');
  });
});
