import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';

import { afterAll, describe, expect, test } from 'vitest';

import { parseConfig } from '../../src/process/config.ts';
import { envFileMistakes } from '../../src/process/env-file.ts';

const TEXT = 'DISCORD_TOKEN=abc.def\r\nKREA_API_TOKEN=uuid:secret\r\n';
const folder = mkdtempSync(join(tmpdir(), 'krea-env-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

const littleEndian = (text: string): Buffer => Buffer.from(text, 'utf16le');

describe('settings in a file', () => {
  test.each([
    ['the mark and a setting', `\u{feff}${TEXT}`],
    ['the mark and a comment', `\u{feff}# Mine\n${TEXT}`],
    ['no mark', TEXT],
  ])('that begins with %s are read', (_, text) => {
    expect(parseConfig(parseEnv(text))).toMatchObject({
      config: { discord: { token: 'abc.def' }, krea: { token: 'uuid:secret' } },
    });
  });

  test.each([
    ['little-endian with its mark', littleEndian(`\u{feff}${TEXT}`)],
    ['big-endian with its mark', littleEndian(`\u{feff}${TEXT}`).swap16()],
    ['little-endian without a mark', littleEndian(TEXT)],
    ['beginning with a comment', littleEndian(`\u{feff}# Mine\n${TEXT}`)],
  ])('in UTF-16, %s, are said to be so', (name, bytes) => {
    const path = write(name, bytes);
    expect(envFileMistakes(path)).toEqual([expect.stringContaining('save it as UTF-8 (without byte order mark)')]);
  });

  test('in UTF-8, or in no file at all, have nothing wrong about them', () => {
    expect([
      envFileMistakes(write('fine', `\u{feff}${TEXT}# ä`)),
      envFileMistakes(write('empty', '')),
      envFileMistakes(join(folder, 'none')),
      envFileMistakes(folder),
    ]).toEqual([[], [], [], []]);
  });
});

test('the bot ends with what is wrong about the file, before the settings that it could not find there', async () => {
  write('.env', littleEndian(`\u{feff}# Mine\n${TEXT}`));
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const said = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      ['--env-file-if-exists=.env', main],
      { cwd: folder, env: {} },
      (_error, _stdout, stderr) => resolve(stderr),
    );
  });
  const lines = said.split('\n').map((line) => line.trim());
  const at = lines.findIndex((line) => line.startsWith('.env is not UTF-8'));
  expect(lines[at + 1]).toMatch(/^DISCORD_TOKEN is missing/);
});
