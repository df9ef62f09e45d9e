import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

import type { App } from '../../src/app/app.ts';
import type { AuditFile } from '../../src/app/budget/audit-log.ts';
import { AUDIT_ACTIONS } from '../../src/core/rules/audit-action.ts';
import type { Said } from '../../src/discord/interactions/command.ts';
import { AUDIT_HEAD, auditLine } from '../../src/discord/render/export/audit-csv.ts';
import { fileMessage } from '../../src/discord/render/export/file-message.ts';
import { textMessage } from '../../src/discord/render/rendered.ts';
import { fileParts } from '../../src/discord/render/result/file-parts.ts';
import { wording } from '../../src/wording/wording.ts';
import { idSchema } from './ids.ts';
import { readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

const SUGGESTIONS = 25;
const MOST_PAGES = 100_000;

const words = wording.commands.kreaBudget.log;

const optionsSchema = z.strictObject({
  page: z.int().min(1).max(MOST_PAGES).default(1),
  person: idSchema.optional(),
  kind: z
    .string()
    .trim()
    .pipe(z.enum([...AUDIT_ACTIONS, 'other']))
    .optional(),
  file: z.boolean().default(false),
});

/** `log`: who changed what, before and after, and why; page by page, or all of it as a file. */
export function logSubcommand({ auditLog }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'log',
      description: words.description,
      options: [
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'page',
          description: words.page,
          min_value: 1,
          max_value: MOST_PAGES,
        },
        {
          type: ApplicationCommandOptionType.User,
          name: 'person',
          description: words.person,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'kind',
          description: words.kind,
          autocomplete: true,
          max_length: 50,
        },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'file',
          description: words.file,
        },
      ],
    },

    read: (options) =>
      readOptions(optionsSchema, options, async ({ page, person, kind: action, file }, visitor) => {
        if (!file) {
          const outcome = await auditLog.page(visitor, page, { person, action });
          return 'refused' in outcome ? outcome : { say: textMessage(wording.budget.describeAudit(outcome)) };
        }
        const outcome = await auditLog.file(visitor, { person, action });
        if ('refused' in outcome) return outcome;
        const messages = messagesOf(outcome, visitor.attachmentLimit);
        const first = await messages.next();
        if (first.done === true) throw new Error('A log has at least one file.');
        return { ...first.value, more: messages };
      }),

    async suggest(text, visitor) {
      const outcome = await auditLog.actions(visitor);
      if ('refused' in outcome) return [];
      const found = outcome.actions.filter((action) => action.toLowerCase().includes(text.trim().toLowerCase()));
      return found.slice(0, SUGGESTIONS).map((action) => ({ name: action, value: action }));
    },
  };
}

async function* messagesOf({ total, entries, defaultCap }: AuditFile, maxBytes: number): AsyncGenerator<Said> {
  async function* lines(): AsyncGenerator<string> {
    for await (const entry of entries) yield auditLine(entry, defaultCap);
  }
  for await (const { files, filesBefore, isLast } of fileParts(AUDIT_HEAD, lines(), maxBytes)) {
    const isOnly = isLast && filesBefore + files.length === 1;
    const named = files.map((bytes, index) => ({
      bytes,
      name: `krea-budget-log${isOnly ? '' : `-part-${filesBefore + index + 1}`}.csv`,
    }));
    yield fileMessage(wording.budget.describeAuditFile(total, isLast), named);
  }
}
