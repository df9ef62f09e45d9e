import { globSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = new URL('../../', import.meta.url);
const DOCUMENTS = globSync(['*.md', 'docs/*.md', '.github/*.md'], { cwd: ROOT });
const FILES = globSync(['*', '.*', '{src,commands,test,docs,.github,.ci}/**'], { cwd: ROOT });
/** Files of those who follow CONTRIBUTING.md, such as `src/backends/NAME/create-NAME.ts`. */
const TO_BE_WRITTEN = /NAME|NN/;

const textOf = (document: string): string => readFileSync(new URL(document, ROOT), 'utf8');

const FULL_PATH = /(?<![\w./-])(?:src|commands|test|docs)\/[\w./-]*\w/g;
const FILE_IN_CODE = /(?<=`)(?:[\w-]+\/)*[\w.-]+\.(?:ts|js|svg|yml)(?=`)/g;

/** Paths from the root, wherever they stand, and the names of files in code. */
function namedPaths(text: string): string[] {
  return [FULL_PATH, FILE_IN_CODE].flatMap((form) => text.match(form) ?? []);
}

/** A path from the root, or the end of one: what stands beside a full path is named without its folder. */
function exists(path: string): boolean {
  return TO_BE_WRITTEN.test(path) || FILES.some((file) => file === path || file.endsWith(`/${path}`));
}

test.each(DOCUMENTS)('every file and folder that %s names exists', (document) => {
  expect(namedPaths(textOf(document)).filter((path) => !exists(path))).toEqual([]);
});

test.each(DOCUMENTS)('every link of %s within the repository leads somewhere', (document) => {
  const links = textOf(document).match(/(?<=\]\(|src=")[^)"#]+(?=[)"#])/g) ?? [];
  const targets = links.filter((link) => !/^\w+:/.test(link)).map((link) => new URL(link, new URL(document, ROOT)));
  expect(targets.map(({ href }) => href.slice(ROOT.href.length)).filter((path) => !FILES.includes(path))).toEqual([]);
});

test('every script that a document calls is one of package.json', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(textOf('package.json')));
  const called = DOCUMENTS.flatMap((document) => textOf(document).match(/(?<=\bnpm run )[\w-]+/g) ?? []);
  expect(called.length).toBeGreaterThan(10);
  expect(called.filter((name) => !(name in scripts))).toEqual([]);
});

test('the documents name files', () => {
  expect(namedPaths(textOf('docs/architecture.md')).length).toBeGreaterThan(40);
});
