import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import { EXPORT_PERIODS } from '../../src/app/spending-desk.ts';
import { csvFiles } from '../../src/discord/render/csv-files.ts';
import { fileMessage } from '../../src/discord/render/file-message.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { describeExport, exportFileName } from '../../src/discord/wording/spending-export.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const optionsSchema = z.strictObject({ which: z.enum(EXPORT_PERIODS).default('running') });
const NAMES = { running: 'The running period (default)', previous: 'The period before it' } as const;

/** `export`: every picture of a period with its money, as files for a spreadsheet. */
export function exportSubcommand({ spending }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'export',
      description: 'Every picture of a period with its money, as a CSV file that only you see',
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'which',
          description: 'Which period (default: the running one)',
          choices: EXPORT_PERIODS.map((value) => ({ name: NAMES[value], value })),
        },
      ],
    },
    read: (options) =>
      readOptions(optionsSchema, options, async ({ which }, visitor) => {
        const outcome = await spending.export(visitor, which);
        if ('refused' in outcome) return outcome;
        if (outcome.export === undefined) return { say: textMessage('There is no earlier period: this server’s budget never starts again. Export the running one.') };
        const { period, rows } = outcome.export;
        const written = await csvFiles(rows, visitor.attachmentLimit);
        const files = written.files.map((bytes, index) => ({ bytes, name: exportFileName(period, index + 1, written.files.length) }));
        return fileMessage(describeExport(period, written), files);
      }),
  };
}
