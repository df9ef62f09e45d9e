import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

import type { LogLevel } from './config.ts';
import { describeError } from './error-fields.ts';

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
 * The log: JSON lines on stdout, or at `destination`. It is written synchronously, so that nothing is lost
 * when the process ends right after a line.
 */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination({ sync: true })): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: Object.fromEntries(ERROR_FIELDS.map((name) => [name, (value: unknown) => describeError(value)])),
      redact: {
        paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
        censor: '[redacted]',
      },
    },
    destination,
  );
}
