import { globSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { en } from '../../src/wording/en/en.ts';
import { sentencesIn } from './sentences.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const SOURCES = globSync(['src/**/*.ts', 'commands/**/*.ts']).map((path) => path.replaceAll('\\', '/'));

/** What operators read on a terminal or in the log is English in every language. */
const OF_OPERATORS = [
  'src/main.ts',
  'src/process/',
  'src/ledger-report/',
  'src/ledger.ts',
  'src/backup.ts',
  'src/backends/',
  'src/http/metrics.ts',
  'src/discord/connection/close-codes.ts',
];

const others = SOURCES.filter((path) => ![...OF_OPERATORS, 'src/wording/'].some((start) => path.startsWith(start)));

test.each(others)('%s holds no sentence for people: another language would not reach it', (path) => {
  expect(sentencesIn(path, read(path))).toEqual([]);
});

describe('a sentence is found', () => {
  test.each([
    ['that is said', `say('Not charged.')`],
    ['that takes facts', 'say(`You have ${left} left.`)'],
    ['that begins with a fact', 'say(`${count} pictures are ready.`)'],
    ['that describes an option', `const option = { description: 'Kept in the log' };`],
    ['on a button', 'const label = `Raise by ${amount}`;'],
    ['that asks', `const label = { label: 'Ask a moderator' };`],
  ])('%s', (_, source) => {
    expect(sentencesIn('a.ts', source)).toHaveLength(1);
  });
});

describe('no sentence for people is', () => {
  test.each([
    ['what is thrown', `throw new Error('There is no such picture.');`],
    ['what is logged', `log.info({}, 'Everything is ready.');`],
    ['a name', `const permission = 'Send Messages in Threads';`],
    ['a kind', `const refused = { kind: 'not-a-member' };`],
    ['a type', `type Answer = 'Yes it is.';`],
    ['a statement to the database', 'sql`select a from b where c = ${d}.`'],
    ['what is sent to a machine', 'const head = `Bearer ${token}`;'],
  ])('%s', (_, source) => {
    expect(sentencesIn('a.ts', source)).toEqual([]);
  });
});

test('all words of a language are taken by somebody', () => {
  const callers = others.map(read).join('\n');
  const names = Object.entries(en).flatMap(([room, words]) => Object.keys(words).map((name) => ({ room, name })));
  const taken = ({ room, name }: { room: string; name: string }): boolean =>
    callers.includes(`wording.${room}.${name}`) || callers.includes(`wording.${room};`) || room === 'chart';
  expect(names.filter((one) => !taken(one))).toEqual([]);
});

test.each(SOURCES.filter((path) => path.startsWith('src/wording/')))('%s has no line over 120 columns', (path) => {
  const tooLong = read(path)
    .split('\n')
    .filter((line) => line.length > 120);
  expect(tooLong).toEqual([]);
});
