import { pino } from 'pino';
import type { Logger } from 'pino';

import type { LogLevel } from './config.ts';
import { describeError } from './error-fields.ts';
import { createLogOutput } from './log-output.ts';
import type { LogOutput } from './log-output.ts';

/** Fields that must not reach a log whatever object they come in with, down to four levels. */
const SECRET_FIELDS = [
  'token',
  'authorization',
  'Authorization',
  'password',
  'secret',
  'prompt',
  'url',
  'webhookUrl',
  'referenceUrls',
  'requestBody',
  'files',
];
const ERROR_FIELDS = ['err', 'error', 'cause', 'reason'];

/**
 * The log: JSON lines on stdout, or at `output`. Logging never throws: a full disk or a reader that is gone costs
 * lines, and how many is logged as soon as one can be written again.
 */
export function createLogger(level: LogLevel, output: LogOutput = createLogOutput()): Logger {
  let lost = 0;

  function write(line: string): void {
    try {
      output.write(line);
    } catch {
      lost += 1;
      return;
    }
    if (lost > 0) tellOfLost();
  }

  function tellOfLost(): void {
    const lines = lost;
    lost = 0;
    log.error({ lines }, 'lines of this log could not be written');
    // Not even this one could.
    if (lost > 0) lost = lines;
  }

  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        logMethod(given, method) {
          try {
            method.apply(this, given);
          } catch {
            // A field that cannot be read, for instance.
            lost += 1;
          }
        },
      },
      serializers: Object.fromEntries(ERROR_FIELDS.map((name) => [name, (value: unknown) => describeError(value)])),
      redact: {
        paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
        censor: '[redacted]',
      },
    },
    { write },
  );
  return log;
}
