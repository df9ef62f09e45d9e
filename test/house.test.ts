import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { expect, test } from 'vitest';

const COLUMNS = 120;

/** The bot's files with their lines, the shortest first. */
const files = globSync('{src,commands}/**/*.ts')
  .map((path) => ({ path, lines: readFileSync(path, 'utf8').trimEnd().split('\n') }))
  .toSorted((a, b) => a.lines.length - b.lines.length);

test('no folder holds more than 20 files', () => {
  const folders = Map.groupBy(globSync('{src,commands,test}/**/*.*'), dirname);
  expect([...folders].filter(([, held]) => held.length > 20).map(([folder]) => folder)).toStrictEqual([]);
});

test(`no line of the bot is longer than ${COLUMNS} columns`, () => {
  const long = files.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => (line.length > COLUMNS ? [`${path}:${index + 1}`] : [])),
  );
  expect(long).toStrictEqual([]);
});

test('no file of the bot has more than 200 lines', () => {
  const long = files.filter(({ lines }) => lines.length > 200);
  expect(long.map(({ path }) => path)).toStrictEqual([]);
});

test('half of the files of the bot have 60 lines or fewer', () => {
  expect(files[Math.floor(files.length / 2)]?.lines.length).toBeLessThanOrEqual(60);
});
