import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** A process to be measured. */
export interface Measured extends AsyncDisposable {
  pid: number;
  /** Resolves with its next message. */
  hears(): Promise<unknown>;
  send(message: object): void;
}

/** Starts another file of this folder with nothing in its environment. */
export function startScript(name: string, args: readonly string[] = []): Measured {
  const child = spawn(process.execPath, [fileURLToPath(new URL(name, import.meta.url)), ...args], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  if (child.pid === undefined) throw new Error(`${name} could not be started.`);
  const exited = once(child, 'exit');
  return {
    pid: child.pid,
    async hears() {
      const [message]: unknown[] = await once(child, 'message');
      return message;
    },
    send: (message) => void child.send(message),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Resident memory of a process in bytes, as the kernel counts it. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}
