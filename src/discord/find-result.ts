import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import type { Landed } from '../app/ports/publisher.ts';
import { seenMessageSchema, showsResult } from './seen-message.ts';
import type { SeenMessage } from './seen-message.ts';

const PAGE = 100;
const MAX_PAGES = 10;
/** Discord's clock and ours may differ by this much. */
const CLOCK_MARGIN_MS = 5_000;
const DISCORD_EPOCH_MS = 1_420_070_400_000n;
const READ_LIMIT_MS = 15_000;

const pageSchema = z.array(seenMessageSchema);

/**
 * Looks through a channel's messages since the instant (epoch milliseconds) for the generation's result,
 * posted by one of `authors`. Throws what REST throws. `isHistoryKnown`: an empty channel can be believed;
 * elsewhere Discord also answers with nothing when the bot may not read the history.
 */
export async function findResult(
  rest: Pick<REST, 'get'>,
  channelId: string,
  generationId: string,
  since: number,
  whose: { authors: ReadonlySet<string>; isHistoryKnown: boolean },
): Promise<Landed> {
  return findMessage(rest, channelId, (message) => showsResult(message, generationId), since, whose);
}

/** Looks through a channel's messages since the instant for one that fits, posted by one of `authors`. */
export async function findMessage(
  rest: Pick<REST, 'get'>,
  channelId: string,
  isWanted: (message: SeenMessage) => boolean,
  since: number,
  { authors, isHistoryKnown }: { authors: ReadonlySet<string>; isHistoryKnown: boolean },
): Promise<Landed> {
  const isOurs = ({ author, application_id }: SeenMessage) =>
    (author !== undefined && authors.has(author.id)) || authors.has(application_id ?? '');
  let after = firstSnowflake(since - CLOCK_MARGIN_MS);
  for (let round = 0; round < MAX_PAGES; round += 1) {
    const page = await read(rest, channelId, { limit: String(PAGE), after });
    const found = page.find((message) => isOurs(message) && isWanted(message));
    if (found !== undefined) return { kind: 'yes', channelId, messageId: found.id };
    if (page.length < PAGE) {
      if (page.length > 0 || round > 0 || isHistoryKnown) return { kind: 'no' };
      // Nothing at all: believe it only if older messages can be seen.
      const older = await read(rest, channelId, { limit: '1' });
      return { kind: older.length > 0 ? 'no' : 'unknown' };
    }
    after = newestOf(page);
  }
  return { kind: 'unknown' };
}

async function read(rest: Pick<REST, 'get'>, channelId: string, query: { limit: string; after?: string }): Promise<SeenMessage[]> {
  const answer = await rest.get(Routes.channelMessages(channelId), {
    query: new URLSearchParams(query),
    signal: AbortSignal.timeout(READ_LIMIT_MS),
  });
  return pageSchema.parse(answer);
}

/** The smallest id that a message of that instant can have. */
function firstSnowflake(instant: number): string {
  const sinceEpoch = BigInt(Math.floor(instant)) - DISCORD_EPOCH_MS;
  return String(sinceEpoch > 0n ? sinceEpoch << 22n : 0n);
}

function newestOf(page: readonly SeenMessage[]): string {
  return page.map(({ id }) => id).reduce((newest, id) => (BigInt(id) > BigInt(newest) ? id : newest), '0');
}
