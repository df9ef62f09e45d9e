import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const DEMO = fileURLToPath(new URL('../demo.ts', import.meta.url));

/** Runs the demo until it ends by itself; gives everything that it printed. */
async function run(...args: string[]): Promise<{ code: number | null; printed: string }> {
  const child = spawn(process.execPath, [DEMO, ...args], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, printed };
}

test.each([
  [['--port', 'abc'], '--port'],
  [['--port', '70000'], '--port'],
  [['--prot', '8080'], '--prot'],
])('%j is answered with words and with what there is, not with a stack', async (args, named) => {
  const { code, printed } = await run(...args);
  expect(code).toBe(1);
  expect(printed).toContain(named);
  expect(printed).toContain('--story');
  expect(printed).not.toMatch(/^\s+at /m);
});

test('says that the port is taken, and ends', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, printed } = await run('--port', String(port));
  await new Promise((resolve) => other.close(resolve));
  expect(code).toBe(1);
  expect(printed).toContain(`Port ${port} is in use`);
  expect(printed).not.toMatch(/^\s+at /m);
});
