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
  /** Resolves with the first line that holds all the words, logged already or later; rejects when the bot ends without it. */
  logged(...words: string[]): Promise<string>;
  /** Resolves with the exit code when the process has ended by itself or by a signal (null). */
  ended(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it as a supervisor would; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the bot with nothing but the given settings in its environment; its log can be read unless it goes to a file. */
export function startBotProcess(settings: Record<string, string>, log: number | 'pipe' = 'pipe'): BotProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', log, 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      wake();
    });
  }
  const exited = once(child, 'close');
  child.once('close', wake);

  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;

  async function logged(...words: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find((line) => words.every((word) => line.includes(word)));
        if (found === undefined && !hasEnded()) return;
        waiting.delete(look);
        if (found === undefined) reject(new Error(`The bot ended without logging: ${words.join(' … ')}`));
        else resolve(found);
      };
      waiting.add(look);
      look();
    });
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (!hasEnded()) child.kill(signal);
    await exited;
    return child.exitCode;
  }

  return {
    child,
    lines,
    logged,
    async ended() {
      await exited;
      return child.exitCode;
    },
    kill: async () => void (await end('SIGKILL')),
    stop: async () => end('SIGTERM'),
  };
}
