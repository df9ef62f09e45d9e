import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';

import { withinTime } from '../../kit/time-limit.ts';
import type { Landed } from '../../ports/publisher.ts';
import { seenMessageSchema } from './seen-message.ts';
import type { SeenMessage } from './seen-message.ts';

const PAGE = 100;
const MAX_PAGES = 10;
const READ_LIMIT_MS = 15_000;
/**
 * A message that Discord took lately may become visible after younger ones: the next search begins that much earlier.
 */
const SETTLED_AFTER_MS = 60_000n;
/** Instants stand above the lowest bits of an id. */
const INSTANT_SHIFT = 22n;
/** Searches that are remembered; a forgotten one begins at its beginning. */
const MEMORY = 1_000;

const pageSchema = z.array(seenMessageSchema);

export interface Search {
  channelId: string;
  /** An id of Discord's that is older than the message can be; our clock says nothing about Discord's. */
  after: string;
  /** Names what is looked for, so that the next search goes on where this one ended. */
  name: string;
  isWanted(message: SeenMessage): boolean;
  /** Which pictures it holds, for messages that may hold some. */
  picturesIn?(message: SeenMessage): readonly number[] | undefined;
}

/** Looks for a message of ours. Throws what REST throws. */
export type FindMessage = (search: Search, options: { isHistoryKnown: boolean }) => Promise<Landed>;

/**
 * Builds the search through a channel's messages for one by `authors`. `isHistoryKnown`: an empty channel can be
 * believed; elsewhere Discord also answers with nothing when the bot may not read the history.
 */
export function createFindMessage(rest: Pick<REST, 'get'>, authors: ReadonlySet<string>): FindMessage {
  /** Up to where there was nothing, by the search's name. */
  const searched = new Map<string, string>();

  const isOurs = ({ author, application_id }: SeenMessage): boolean =>
    (author !== undefined && authors.has(author.id)) || authors.has(application_id ?? '');

  function goOnAfter(name: string, newest: string): void {
    searched.delete(name);
    searched.set(name, newest);
    const [oldest] = searched.keys();
    if (searched.size > MEMORY && oldest !== undefined) searched.delete(oldest);
  }

  return async ({ channelId, after: beginning, name, isWanted, picturesIn }, { isHistoryKnown }) => {
    let after = newestOf([beginning, searched.get(name) ?? '0']);
    for (let round = 0; round < MAX_PAGES; round += 1) {
      const page = await read(rest, channelId, { limit: String(PAGE), after });
      // The answer to a command shows a copy: what we post by ourselves answers nothing.
      const found = page.find((message) => isOurs(message) && !isAnswer(message) && isWanted(message));
      if (found !== undefined)
        return {
          kind: 'yes',
          channelId,
          messageId: found.id,
          shown: picturesIn?.(found),
        };
      const newest = newestOf([after, ...page.map(({ id }) => id)]);
      goOnAfter(name, newestOf([beginning, String(BigInt(newest) - (SETTLED_AFTER_MS << INSTANT_SHIFT))]));
      if (page.length < PAGE) {
        if (page.length > 0 || round > 0 || isHistoryKnown) return { kind: 'no' };
        // Nothing at all: believe it only if older messages can be seen.
        const older = await read(rest, channelId, { limit: '1' });
        return { kind: older.length > 0 ? 'no' : 'hidden' };
      }
      after = newest;
    }
    return { kind: 'unknown' };
  };
}

function isAnswer({ interaction_metadata: of }: SeenMessage): boolean {
  return of !== undefined && of !== null;
}

async function read(
  rest: Pick<REST, 'get'>,
  channelId: string,
  query: { limit: string; after?: string },
): Promise<SeenMessage[]> {
  const [route, search] = [Routes.channelMessages(channelId), new URLSearchParams(query)];
  const answer = await withinTime(READ_LIMIT_MS, async (signal) => rest.get(route, { query: search, signal }));
  return pageSchema.parse(answer);
}

function newestOf(ids: readonly string[]): string {
  return ids.reduce((newest, id) => (BigInt(id) > BigInt(newest) ? id : newest), '0');
}
