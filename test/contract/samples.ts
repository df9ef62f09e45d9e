import { memberAccountId } from '../../src/core/money/budget.ts';
import type { Balance } from '../../src/core/money/budget.ts';
import { periodAt, UTC_MONTH } from '../../src/core/money/period.ts';
import type { Period } from '../../src/core/money/period.ts';
import type { PictureKey, PictureState } from '../../src/core/picture/generation.ts';
import { REQUEST_DEFAULTS } from '../../src/core/picture/request.ts';
import type { Admission } from '../../src/core/rules/admission.ts';
import type { Journal, NewGeneration, OpenOutcome } from '../../src/ports/store/journal.ts';

const GUILD = { scope: 'guild', id: 'guild-1' } as const;
export const NOVEMBER = periodAt(UTC_MONTH, Date.UTC(2026, 10, 5));
export const DECEMBER = periodAt(UTC_MONTH, Date.UTC(2026, 11, 5));
export const EACH = 30_000;

export const NOTHING: Balance = { spent: 0, held: 0, carried: 0 };
export const held = (amount: number): Balance => ({ ...NOTHING, held: amount });
export const spent = (amount: number): Balance => ({ ...NOTHING, spent: amount });

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
    isAgeRestricted: false,
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

/** What an admission says differently from {@link admitted}. */
export interface Limits {
  operator?: number;
  guild?: number;
  member?: number | null;
  direct?: number;
  period?: Period;
  atOnce?: number;
  coolDownMs?: number;
  now?: number;
}

/** Wide enough that nothing is refused by accident. */
const AMPLE = 250_000_000;

/** Lets a generation through in November, unless the limits say otherwise. */
export function admitted({ wallet, userId, createdAt }: NewGeneration, limits: Limits = {}): Admission {
  const { operator = AMPLE, guild = AMPLE, member = null, direct = AMPLE, period = NOVEMBER } = limits;
  const { atOnce = null, coolDownMs = null, now = createdAt } = limits;
  const all = { scope: 'operator', id: 'all', cap: operator, period } as const;
  const accounts =
    wallet.scope === 'direct'
      ? [all, { scope: 'direct', id: wallet.id, cap: direct, period } as const]
      : [
          all,
          { scope: 'guild', id: wallet.id, cap: guild, period } as const,
          { scope: 'member', id: memberAccountId(wallet.id, userId), cap: member, period } as const,
        ];
  return { accounts, atOnce, coolDownMs, now };
}

/** Opens a sample under the limits, whatever the version of the server's rules. */
export async function open(
  journal: Journal,
  changes: Partial<NewGeneration> = {},
  limits: Limits = {},
): Promise<OpenOutcome> {
  const generation = sample(changes);
  return journal.open(generation, admitted(generation, limits), null);
}

/** Opens a generation with one picture per path and leads each picture along its path, starting from queued. */
export async function opened(
  journal: Journal,
  changes: Partial<NewGeneration>,
  ...paths: readonly (readonly PictureState[])[]
): Promise<void> {
  const generation = sample({ ...changes, seeds: paths.map((_, offset) => offset) });
  const outcome = await open(journal, generation);
  if (outcome.kind !== 'opened') throw new Error(`The sample was not opened: ${outcome.kind}`);
  for (const [offset, path] of paths.entries())
    await lead(journal, { generationId: generation.id, index: offset + 1 }, path);
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

/** Everything that is read page by page, at once. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
