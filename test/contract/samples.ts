import type { Journal, NewGeneration, PictureKey } from '../../src/app/ports/journal.ts';
import type { Ceilings } from '../../src/core/budget.ts';
import type { PictureState } from '../../src/core/generation.ts';
import { monthOf } from '../../src/core/period.ts';
import { REQUEST_DEFAULTS } from '../../src/core/request.ts';

const GUILD = { scope: 'guild', id: 'guild-1' } as const;
export const NOVEMBER = monthOf(Date.UTC(2026, 10, 5));
export const DECEMBER = monthOf(Date.UTC(2026, 11, 5));
export const EACH = 30_000;

/** Wide enough that nothing is refused by accident. */
export const AMPLE: Ceilings = { defaultGuild: 5_000_000, maxGuild: 100_000_000, total: 250_000_000, direct: 1_000_000 };

/** A generation of one picture in a server, with whatever the test says differently. */
export function sample(changes: Partial<NewGeneration> = {}): NewGeneration {
  return {
    id: '1001',
    place: { guildId: GUILD.id, channelId: 'channel-1' },
    wallet: GUILD,
    userId: 'user-1',
    verb: 'create',
    parent: null,
    request: { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7 },
    price: { version: '2026-11', tier: 'text', each: EACH },
    isPrivate: false,
    isSpoiler: false,
    reply: { applicationId: 'app-1', token: 'reply-token', messageId: null },
    attachmentLimit: 10_485_760,
    createdAt: NOVEMBER.startsAt + 1000,
    seeds: [7],
    ...changes,
  };
}

/** The pictures of {@link sample}'s generation. */
export const FIRST: PictureKey = { generationId: '1001', index: 1 };
export const SECOND: PictureKey = { generationId: '1001', index: 2 };

/** Opens a generation with one picture per path and leads each picture along its path, starting from queued. */
export async function opened(
  journal: Journal,
  changes: Partial<NewGeneration>,
  ...paths: readonly (readonly PictureState[])[]
): Promise<void> {
  const generation = sample({ ...changes, seeds: paths.map((_, offset) => offset) });
  const outcome = await journal.open(generation, AMPLE, NOVEMBER);
  if (outcome.kind !== 'opened') throw new Error(`The sample was not opened: ${outcome.kind}`);
  for (const [offset, path] of paths.entries()) await lead(journal, { generationId: generation.id, index: offset + 1 }, path);
}

/** Leads a queued picture along the states. */
export async function lead(journal: Journal, key: PictureKey, path: readonly PictureState[]): Promise<void> {
  let from: PictureState = 'queued';
  for (const to of path) {
    const moved = await journal.move(key, from, to, NOVEMBER.startsAt + 2000);
    if (moved === undefined) throw new Error(`The sample did not go from ${from} to ${to}`);
    from = to;
  }
}

export const TO_FINISHED = ['submitting', 'running', 'finished'] as const satisfies PictureState[];
