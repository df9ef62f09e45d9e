import { parseArgs } from 'node:util';

const HIGHEST_PORT = 65_535;
const USAGE =
  'What there is: --story tells a story in the terminal, --keep keeps the database, --port 8080 serves the page there.';

/** What the demo was asked for. */
export interface DemoOptions {
  story: boolean;
  keep: boolean;
  /** 0 for a free one. */
  port: number;
}

/** Reads the demo's arguments; words for whoever typed something else. */
export function readOptions(args: string[]): DemoOptions | { mistake: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        story: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
      },
    });
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
    if (!(port <= HIGHEST_PORT)) return { mistake: `--port must be a whole number up to ${HIGHEST_PORT}.\n${USAGE}` };
    return { ...values, port };
  } catch (error) {
    return { mistake: `${error instanceof Error ? error.message : 'These options are not understood.'}\n${USAGE}` };
  }
}
