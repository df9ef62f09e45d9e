import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The real bot, started by its own entry point. */
export interface BotProcess {
  readonly child: ChildProcess;
  /** Every line it logged, as it was printed. */
  readonly lines: string[];
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it as a supervisor would; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the bot with nothing but the given settings in its environment. */
export function startBotProcess(settings: Record<string, string>): BotProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => lines.push(line));
  const exited = once(child, 'exit');

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
    return child.exitCode;
  }

  return {
    child,
    lines,
    kill: async () => void (await end('SIGKILL')),
    stop: async () => end('SIGTERM'),
  };
}
