import { fits } from '../../../src/core/money/budget.ts';
import type { MicroUsd } from '../../../src/core/money/money.ts';
import { isPending, queuedPicture } from '../../../src/core/picture/generation.ts';
import type { Generation } from '../../../src/core/picture/generation.ts';
import type { Admission } from '../../../src/core/rules/admission.ts';
import { MOST_REFERENCE_BYTES, REFERENCE_SPAN_MS } from '../../../src/core/rules/rules.ts';
import type { Denied, Journal, NewGeneration, OpenOutcome, Requester } from '../../../src/ports/store/journal.ts';
import type { NamedImage } from '../../../src/ports/store/storage.ts';
import { keepImage, useBlob } from './memory-blobs.ts';
import { noteReached } from './memory-cards.ts';
import { balanceOf } from './memory-entries.ts';
import type { Memory } from './memory.ts';

/** Opens generations in memory: everything is asked before anything is written. */
export function createMemoryOpen(memory: Memory): Journal['open'] {
  return async (opened, admission, rulesVersion, images = []) =>
    obstacle(memory, opened, admission, rulesVersion, images) ??
    openNow(memory, opened, admission, rulesVersion, images);
}

/** What keeps a generation from being opened; undefined when nothing does. */
export function obstacle(
  memory: Memory,
  opened: NewGeneration,
  admission: Admission,
  rulesVersion: number | null,
  images: readonly NamedImage[] = [],
): Exclude<OpenOutcome, { kind: 'opened' }> | undefined {
  const { id, seeds, price } = opened;
  const { accounts } = admission;
  for (const amount of [price.each, ...accounts.map(({ cap }) => cap ?? 0)]) {
    if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('Not an amount of money');
  }
  if (seeds.length === 0 || accounts.length === 0) throw new RangeError('A generation has pictures and accounts');
  const order = {
    count: seeds.length,
    total: price.each * seeds.length,
    brought: images.map(({ hash, bytes }) => [hash, bytes.length] as const),
  };
  return memory.generations.has(id) ? { kind: 'duplicate' } : refusal(memory, opened, admission, rulesVersion, order);
}

/** Opens a generation that nothing stands against. */
export function openNow(
  memory: Memory,
  opened: NewGeneration,
  admission: Admission,
  rulesVersion: number | null,
  images: readonly NamedImage[] = [],
): Extract<OpenOutcome, { kind: 'opened' }> {
  const { seeds, ...rest } = opened;
  const { id, request, wallet, price, userId, place } = opened;
  const { accounts, now } = admission;
  const pictures = seeds.map((seed, offset) => queuedPicture(id, offset + 1, seed));
  memory.generations.set(id, structuredClone({ ...rest, removedBy: null, pictures }));
  memory.accounts.set(
    id,
    accounts.map(({ scope, id, period }) => ({ scope, id, periodKey: period.key })),
  );
  memory.heldUnder.set(id, rulesVersion ?? memory.rules.get(wallet.id)?.version ?? 0);
  for (const { index } of pictures) {
    memory.entries.push({
      generationId: id,
      index,
      kind: 'hold',
      amount: price.each,
      priceVersion: price.version,
      priceTier: price.tier,
      variant: request.variant,
      wallet,
      userId,
      channelId: place.channelId,
      heldAt: now,
      at: now,
    });
  }
  noteReached(memory, id, admission);
  for (const image of images) keepImage(memory, image);
  for (const { hash } of request.references) useBlob(memory, hash, opened.createdAt);
  const generation: Generation = { ...rest, removedBy: null, pictures };
  return { kind: 'opened', generation };
}

/** What opening would refuse, in memory. */
export function createMemoryForesee(memory: Memory): Journal['foresee'] {
  return async (requester, admission, { count, total, hasFiles }) =>
    denied(memory, requester, admission, { count, total, brought: hasFiles === true ? [['', 1]] : [] });
}

interface Ordered {
  count: number;
  total: MicroUsd;
  brought: readonly (readonly [hash: string, size: number])[];
}

function refusal(
  memory: Memory,
  requester: Requester,
  admission: Admission,
  rulesVersion: number | null,
  order: Ordered,
): Exclude<OpenOutcome, { kind: 'opened' }> | undefined {
  if (rulesVersion !== null && rulesVersion !== (memory.rules.get(requester.wallet.id)?.version ?? 0))
    return { kind: 'stale-rules' };
  return denied(memory, requester, admission, order);
}

function denied(
  memory: Memory,
  { wallet, userId }: Requester,
  { accounts, atOnce, coolDownMs, now, referenceBytes = MOST_REFERENCE_BYTES }: Admission,
  { count, total, brought }: Ordered,
): Denied | undefined {
  const earlier = [...memory.generations.values()].filter(
    (one) => one.userId === userId && one.wallet.scope === wallet.scope && one.wallet.id === wallet.id,
  );
  const underWay = earlier
    .flatMap(({ pictures }) => pictures)
    .filter(({ state }) => isPending(state) || state === 'uncertain').length;
  if (atOnce !== null && underWay + count > atOnce) return { kind: 'too-many-at-once', underWay };
  const until = Math.max(...earlier.map(({ createdAt }) => createdAt).filter((at) => at <= now)) + (coolDownMs ?? 0);
  if (coolDownMs !== null && now < until) return { kind: 'cooling-down', until };
  if (brought.length > 0 && storedSize(memory, userId, brought, now) > referenceBytes)
    return { kind: 'too-many-images' };
  for (const account of accounts) {
    const balance = balanceOf(memory, { ...account, periodKey: account.period.key });
    const isCovered = account.cap === null || account.isLifted === true || fits(balance, account.cap, total);
    if (!isCovered) return { kind: 'refused', account, balance };
  }
  return undefined;
}

function storedSize(memory: Memory, userId: string, brought: Ordered['brought'], now: number): number {
  const recent = [...memory.generations.values()].filter(
    (one) => one.userId === userId && one.createdAt > now - REFERENCE_SPAN_MS && one.createdAt <= now,
  );
  const used = recent.flatMap(({ request }) =>
    request.references.map(({ hash }) => [hash, memory.blobs.get(hash)?.bytes.length ?? 0] as const),
  );
  return [...new Map([...used, ...brought]).values()].reduce((sum, size) => sum + size, 0);
}
