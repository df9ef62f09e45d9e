import { ApplicationCommandOptionType } from 'discord.js';

import type { App } from '../../src/app/app.ts';
import { fileMessage } from '../../src/discord/render/export/file-message.ts';
import { wording } from '../../src/wording/wording.ts';
import { noOptions, readOptions } from './subcommand.ts';
import type { Subcommand } from './subcommand.ts';

/** `report`: where the money went, drawn and in words. */
export function reportSubcommand({ spending }: App): Subcommand {
  return {
    definition: {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'report',
      description: wording.commands.kreaBudget.report,
    },
    read: (options) =>
      readOptions(noOptions, options, async (_, visitor) => {
        const outcome = await spending.report(visitor);
        if ('refused' in outcome) return outcome;
        const { report, chart } = outcome;
        const picture =
          chart === null
            ? []
            : [{ name: 'krea-spending.png', bytes: chart, description: wording.budget.reportAltText(report) }];
        return fileMessage(wording.budget.describeReport(report), picture);
      }),
  };
}
