import { writeSync } from 'node:fs';
import process from 'node:process';

const STDOUT = 1;
const NEW_LINE = Buffer.from('\n');
/** How long lines may hold everything up for a reader that is slow, until it keeps up again; further lines are lost. */
const MAX_WAIT_MS = 100;
const PAUSE_MS = 5;

/** Where the log's lines go. */
export interface LogOutput {
  /** Throws when the line cannot be written whole. */
  write(line: string): void;
}

/** Takes some of the bytes and says how many; throws when it takes none. */
type Write = (bytes: Uint8Array) => number;

/**
 * Lines on stdout, written before the call returns: nothing is lost when the process ends right after one. A line
 * that broke off stays alone in its line, so that the next one can be read.
 */
export function createLogOutput(
  write: Write = openStdout(),
  wait: (milliseconds: number) => void = standStill,
): LogOutput {
  const writeWithRetry = withRetry(write, wait);
  let isBroken = false;
  return {
    write(line) {
      let rest: Uint8Array = Buffer.from(line);
      if (isBroken) rest = Buffer.concat([NEW_LINE, rest]);
      const whole = rest.length;
      try {
        // A disk that gets full takes a part first.
        while (rest.length > 0) {
          const taken = writeWithRetry(rest);
          if (taken === 0) throw new Error('The log takes nothing now');
          rest = rest.subarray(taken);
        }
      } finally {
        isBroken = rest.length > 0 && (isBroken || rest.length < whole);
      }
    },
  };
}

/** Waits for a full pipe, but for a reader that stands still only once. */
function withRetry(write: Write, wait: (milliseconds: number) => void): Write {
  let leftMs = MAX_WAIT_MS;
  return (bytes) => {
    for (let isFirst = true; ; isFirst = false) {
      try {
        const taken = write(bytes);
        if (isFirst) leftMs = MAX_WAIT_MS;
        return taken;
      } catch (error) {
        if (!isFull(error) || leftMs <= 0) throw error;
      }
      leftMs -= PAUSE_MS;
      wait(PAUSE_MS);
    }
  };
}

function openStdout(): Write {
  // Looked at once, the runtime's own stdout makes a pipe say that it is full. Without that, a reader that stands still
  // would stop the whole process inside of a write.
  void process.stdout;
  return (bytes) => writeSync(STDOUT, bytes);
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
