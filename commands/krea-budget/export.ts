import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import type { SpendingExport } from '../../src/app/budget/spending-desk.ts';
import type { Said } from '../../src/discord/interactions/command.ts';
import { csvFiles } from '../../src/discord/render/export/csv-files.ts';
import type { CsvFiles } from '../../src/discord/render/export/csv-files.ts';
import { fileMessage } from '../../src/discord/render/export/file-message.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { wording } from '../../src/wording/wording.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const SUGGESTIONS = 25;
const words = wording.commands.kreaBudget.export;

const optionsSchema = z.strictObject({ which: z.string().trim().max(100).default('running') });

/** `export`: every picture of a period with its money, as files for a spreadsheet. */
export function exportSubcommand({ spending }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'export',
      description: words.description,
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'which',
          description: words.which,
          autocomplete: true,
          max_length: 100,
        },
      ],
    },

    read: (options) =>
      readOptions(optionsSchema, options, async ({ which }, visitor) => {
        const outcome = await spending.export(visitor, which);
        if ('refused' in outcome) return outcome;
        if (outcome.export === undefined) return { say: textMessage(wording.budget.NOTHING_TO_EXPORT) };
        const messages = messagesOf(outcome.export, visitor.attachmentLimit);
        const first = await messages.next();
        if (first.done === true) throw new Error('An export has at least one file.');
        return { ...first.value, more: messages };
      }),

    async suggest(text, visitor) {
      const outcome = await spending.periods(visitor);
      if ('refused' in outcome) return [];
      const fixed = [
        { name: words.running, value: 'running' },
        { name: words.previous, value: 'previous' },
      ];
      const others = outcome.periods.map((key) => ({ name: wording.budget.describePeriodKey(key), value: key }));
      return [...fixed, ...others]
        .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
        .slice(0, SUGGESTIONS);
    },
  };
}

/** Made one by one, each when the one before it is sent: a long export never lies in memory as a whole. */
async function* messagesOf({ periodKey, rows }: SpendingExport, maxBytes: number): AsyncGenerator<Said> {
  for await (const written of csvFiles(rows, maxBytes, periodKey)) {
    yield fileMessage(wording.budget.describeExport(periodKey, written), namedFiles(periodKey, written));
  }
}

function namedFiles(
  periodKey: string,
  { files, filesBefore, isLast }: CsvFiles,
): { bytes: Uint8Array; name: string }[] {
  const isOnly = isLast && filesBefore === 0 && files.length === 1;
  return files.map((bytes, index) => ({
    bytes,
    name: wording.budget.exportFileName(periodKey, filesBefore + index + 1, isOnly),
  }));
}
