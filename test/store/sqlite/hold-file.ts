import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';

/** Another process that has a database's file. */
export interface Holder {
  release(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Lets another process take the file; resolves when it has it. */
export async function holdFile(path: string, take = 'begin immediate'): Promise<Holder> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'holder.ts'), path, take], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('The file could not be taken'))),
  ]);
  const release = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return { release, [Symbol.asyncDispose]: release };
}
