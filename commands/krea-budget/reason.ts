import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandBasicOption } from 'discord.js';
import { z } from 'zod';

import { MAX_REASON_CHARACTERS } from '../../src/core/rules/audit-action.ts';
import { wording } from '../../src/wording/wording.ts';

/** Why something is decided, as a moderator types it; kept in the audit. */
export const reasonOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: 'reason',
  description: wording.commands.kreaBudget.reason,
  max_length: MAX_REASON_CHARACTERS,
};

export const reasonSchema = z.string().trim().max(MAX_REASON_CHARACTERS).optional();
