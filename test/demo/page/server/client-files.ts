import { readFile } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** The browser's libraries, by the names under which the client imports them. */
const LIBRARIES: Readonly<Record<string, { from: string; file: string }>> = {
  preact: { from: 'preact', file: 'dist/preact.mjs' },
  'preact/hooks': { from: 'preact', file: 'hooks/dist/hooks.mjs' },
  '@preact/signals-core': { from: '@preact/signals-core', file: 'dist/signals-core.mjs' },
  '@preact/signals': { from: '@preact/signals', file: 'dist/signals.mjs' },
  htm: { from: 'htm', file: 'dist/htm.mjs' },
  'htm/preact': { from: 'htm', file: 'preact/index.mjs' },
};

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  ts: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
};

export interface ClientFile {
  body: string;
  contentType: string;
}

/** Reads a file of the client by its address; undefined when there is none. */
export async function readClientFile(path: string): Promise<ClientFile | undefined> {
  if (path === '/') return { body: await readPage(), contentType: TYPES['html'] ?? '' };
  if (path.startsWith('/library/')) return readLibrary(path.slice('/library/'.length));
  const match = /^\/(?:client|wire)(?:\/[\w-]+)*\/[\w-]+\.(ts|css|svg)$/.exec(path);
  if (match === null) return undefined;
  const [, extension = ''] = match;
  const text = await readIfThere(join(PAGE, path));
  if (text === undefined) return undefined;
  return { body: extension === 'ts' ? stripTypeScriptTypes(text) : text, contentType: TYPES[extension] ?? '' };
}

async function readPage(): Promise<string> {
  const imports = Object.fromEntries(Object.keys(LIBRARIES).map((name) => [name, `/library/${name}`]));
  const page = await readFile(join(PAGE, 'client', 'index.html'), 'utf8');
  return page.replace('IMPORT_MAP', JSON.stringify({ imports }));
}

async function readLibrary(name: string): Promise<ClientFile | undefined> {
  const library = LIBRARIES[name];
  if (library === undefined) return undefined;
  const folder = packageFolder(library.from);
  const text = await readFile(join(folder, library.file), 'utf8');
  // Source maps lie beside the files; nobody serves them.
  return { body: text.replace(/\n?\/\/# sourceMappingURL=.*$/m, ''), contentType: TYPES['mjs'] ?? '' };
}

/** The folder of a package, wherever npm has put it. */
function packageFolder(name: string): string {
  for (const place of require.resolve.paths(name) ?? []) {
    const folder = join(place, name);
    try {
      return dirname(require.resolve(join(folder, 'package.json')));
    } catch {
      continue;
    }
  }
  throw new Error(`The package ${name} is not installed: run npm ci.`);
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
