import { writeSync } from 'node:fs';

const STDOUT = 1;
const NEW_LINE = Buffer.from('\n');

/** Where the log's lines go. */
export interface LogOutput {
  /** Throws when the line cannot be written whole. */
  write(line: string): void;
}

/**
 * Lines on stdout, written before the call returns: nothing is lost when the process ends right after one. A line
 * that broke off stays alone in its line, so that the next one can be read.
 */
export function createLogOutput(write: (bytes: Uint8Array) => number = (bytes) => writeSync(STDOUT, bytes)): LogOutput {
  let isBroken = false;
  return {
    write(line) {
      let rest: Uint8Array = Buffer.from(line);
      if (isBroken) rest = Buffer.concat([NEW_LINE, rest]);
      const whole = rest.length;
      try {
        // A disk that gets full takes a part first.
        while (rest.length > 0) {
          const taken = write(rest);
          if (taken === 0) throw new Error('The log takes nothing now');
          rest = rest.subarray(taken);
        }
      } finally {
        isBroken = rest.length > 0 && (isBroken || rest.length < whole);
      }
    },
  };
}
