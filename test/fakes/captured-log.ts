import type { Log } from '../../src/ports/log.ts';

export interface Line {
  level: keyof Log;
  fields: object;
  message: string;
}

/** A log that keeps its lines. */
export function createCapturedLog(): { log: Log; lines: Line[]; text(): string } {
  const lines: Line[] = [];
  const at = (level: keyof Log) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return {
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    lines,
    text: () => JSON.stringify(lines),
  };
}
