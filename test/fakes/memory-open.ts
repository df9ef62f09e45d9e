import type { Journal } from '../../src/app/ports/journal.ts';
import { accountsFor, fits } from '../../src/core/budget.ts';
import type { Generation, Picture } from '../../src/core/generation.ts';
import { balanceOf } from './memory-ledger.ts';
import type { Memory } from './memory.ts';

/** Opens generations in memory: every account is asked before anything is written. */
export function createMemoryOpen(memory: Memory): Journal['open'] {
  return async ({ seeds, ...opened }, ceilings, period) => {
    const { id, wallet, price, userId, place, createdAt } = opened;
    for (const amount of [price.each, ...Object.values(ceilings)]) {
      if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('Not an amount of money');
    }
    if (seeds.length === 0) throw new RangeError('A generation has at least one picture');
    if (memory.generations.has(id)) return { kind: 'duplicate' };
    for (const { scope, id: accountId, cap } of accountsFor(wallet, memory.caps.get(wallet.id), ceilings)) {
      const balance = balanceOf(memory, { scope, id: accountId, periodKey: period.key });
      if (!fits(balance, cap, price.each * seeds.length)) return { kind: 'refused', scope, balance, cap };
    }
    const pictures = seeds.map((seed, offset) => queued(id, offset + 1, seed));
    memory.generations.set(id, structuredClone({ ...opened, removedBy: null, pictures }));
    for (const { index } of pictures) {
      memory.entries.push({
        generationId: id,
        index,
        kind: 'hold',
        amount: price.each,
        priceVersion: price.version,
        priceTier: price.tier,
        wallet,
        userId,
        channelId: place.channelId,
        periodKey: period.key,
        at: createdAt,
      });
    }
    const generation: Generation = { ...opened, removedBy: null, pictures };
    return { kind: 'opened', generation };
  };
}

function queued(generationId: string, index: number, seed: number): Picture {
  return {
    generationId,
    index,
    seed,
    state: 'queued',
    remoteId: null,
    url: null,
    hash: null,
    failure: null,
    submittingAt: null,
    runningAt: null,
    finishedAt: null,
    deliveryPart: null,
  };
}
