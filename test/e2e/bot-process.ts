import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const CLOCK = new URL('bot-clock.ts', import.meta.url).href;

/** The real bot, started by its own entry point. */
export interface BotProcess {
  readonly child: ChildProcess;
  /** Every line it logged, as it was printed. */
  readonly lines: string[];
  /**
   * Resolves with the first line that holds all the words, logged already or later; rejects when the bot ends without
   * it.
   */
  logged(...words: string[]): Promise<string>;
  /** Resolves with the exit code when the process has ended by itself or by a signal (null). */
  ended(): Promise<number | null>;
  /** Sets its wall clock so far ahead of the machine's, or behind; only for a bot that was started with `hurry`. */
  setAhead(milliseconds: number): void;
  /** Has it take so much time for past, on both clocks; waits under way end when they would have; only with `hurry`. */
  advance(milliseconds: number): void;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it as a supervisor would; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** What else a test may want of the bot's process: another place for its log, or a clock of its own. */
export interface ProcessOptions {
  /** A file to log to instead. */
  log?: number;
  /** Its long waits pass so many times faster, and its wall clock can be set. */
  hurry?: number;
}

/**
 * Starts the bot with nothing but the given settings in its environment; its log can be read unless it goes to a file.
 */
export function startBotProcess(settings: Record<string, string>, { log, hurry }: ProcessOptions = {}): BotProcess {
  const clock = hurry === undefined ? [] : ['--import', `${CLOCK}?hurry=${hurry}`];
  const child = spawn(process.execPath, [...clock, MAIN], {
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', log ?? 'pipe', 'pipe', hurry === undefined ? 'ignore' : 'ipc'],
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
    setAhead: (milliseconds) => void child.send({ setAhead: milliseconds }),
    advance: (milliseconds) => void child.send({ advance: milliseconds }),
    kill: async () => void (await end('SIGKILL')),
    stop: async () => end('SIGTERM'),
  };
}
