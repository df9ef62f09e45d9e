import { globSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

const ROOT = new URL('../', import.meta.url);
/** A call that writes a line, up to the end of its last argument. */
const CALL = /\blog(?:\.(?:debug|info|warn|error)|\[[^\]\n]+\])\(/g;
const STRING = /^(['"])((?:(?!\1)[^\\\n]|\\.)*)\1$/;
/** Lines whose message is chosen elsewhere in the file: all messages that are there to be chosen from. */
const CHOSEN = /\bmessage: (['"])((?:(?!\1)[^\\\n]|\\.)*)\1/g;
const CHOICE = /^\w+\.message$/;

interface Line {
  file: string;
  /** The message as it is written, or the code that makes it up. */
  message: string;
  isStatic: boolean;
}

/** The arguments of a call, given the code behind its opening bracket. */
function argumentsIn(code: string): string[] {
  const found: string[] = [''];
  let depth = 0;
  let quote = '';
  for (let at = 0; at < code.length; at += 1) {
    const char = code.charAt(at);
    if (quote === '' && depth === 0 && char === ')') break;
    if (quote === '' && depth === 0 && char === ',') {
      found.push('');
      continue;
    }
    if (quote === '') {
      if ('([{'.includes(char)) depth += 1;
      if (')]}'.includes(char)) depth -= 1;
      if ('\'"`'.includes(char)) quote = char;
    } else if (char === '\\') {
      found.push(`${found.pop() ?? ''}${char}`);
      at += 1;
    } else if (char === quote) quote = '';
    found.push(`${found.pop() ?? ''}${code.charAt(at)}`);
  }
  return found.map((argument) => argument.trim()).filter((argument) => argument !== '');
}

function linesOf(file: string): Line[] {
  const code = readFileSync(new URL(file, ROOT), 'utf8');
  return [...code.matchAll(CALL)].flatMap(({ index, 0: { length } }) => {
    const last = argumentsIn(code.slice(index + length)).at(-1) ?? '';
    if (CHOICE.test(last))
      return [...code.matchAll(CHOSEN)].map(([, , message = '']) => ({ file, message, isStatic: true }));
    const message = STRING.exec(last)?.[2];
    return [{ file, message: message?.replaceAll('\\', '') ?? last, isStatic: message !== undefined }];
  });
}

const lines = globSync('{src,commands}/**/*.ts', { cwd: ROOT.pathname }).toSorted().flatMap(linesOf);
const messages = new Set(lines.map(({ message }) => message));
const [, chapter = ''] =
  /\n## What the log lines mean\n(.*?)\n## /s.exec(readFileSync(new URL('docs/operating.md', ROOT), 'utf8')) ?? [];
const explained = [...chapter.matchAll(/^\| *(`.*?) \|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message),
);

describe('the lines that the bot logs', () => {
  test('are found by this test', () => {
    expect(lines.length).toBeGreaterThan(60);
    expect(messages).toContain('ready');
    expect(messages).toContain('picture put off');
  });

  test('are static: what varies stands in fields, where it can be searched and redacted', () => {
    expect(lines.filter(({ isStatic }) => !isStatic)).toEqual([]);
  });

  test('are in one style: lower case but for names, no full stop', () => {
    const odd = [...messages].filter((message) => !/^(?:Krea|Discord|[a-z])/.test(message) || /[.!`]$/.test(message));
    expect(odd).toEqual([]);
  });

  test('are all explained to the operator', () => {
    expect([...messages].filter((message) => !explained.includes(message)).toSorted()).toEqual([]);
  });
});

test('what is explained to the operator is still logged, and explained once', () => {
  expect(explained.filter((message) => !messages.has(message))).toEqual([]);
  expect(explained.filter((message, index) => explained.indexOf(message) !== index)).toEqual([]);
});
