import type { Delivery, DeliveryKey, Journal } from '../../src/app/ports/journal.ts';
import { isPending } from '../../src/core/generation.ts';
import { isUntold } from './memory.ts';
import type { Memory } from './memory.ts';

/** Deliveries in memory. */
export function createMemoryDeliveries({
  generations,
  deliveries,
}: Memory): Pick<Journal, 'startDelivery' | 'climb' | 'endDelivery' | 'openDeliveries'> {
  const find = ({ generationId, part }: DeliveryKey): Delivery => {
    const found = deliveries.find((delivery) => delivery.generationId === generationId && delivery.part === part);
    if (found === undefined) throw new Error('No such delivery');
    return found;
  };
  return {
    async startDelivery(generationId, now) {
      const pictures = generations.get(generationId)?.pictures ?? [];
      const earlier = deliveries.filter((delivery) => delivery.generationId === generationId);
      const untold = pictures.filter(isUntold);
      if (untold.length === 0 || pictures.some(({ state }) => isPending(state))) return undefined;
      if (earlier.some(({ status }) => status === 'posting')) return undefined;
      const part = earlier.length + 1;
      for (const picture of untold) picture.deliveryPart = part;
      const delivery: Delivery = {
        generationId,
        part,
        rung: 'reply',
        status: 'posting',
        channelId: null,
        messageId: null,
        startedAt: now,
      };
      deliveries.push(delivery);
      return { ...delivery };
    },
    async climb(key, rung) {
      const delivery = find(key);
      if (delivery.status !== 'posting') throw new Error('The delivery is not under way');
      delivery.rung = rung;
    },
    async endDelivery(key, { status, channelId, messageId }) {
      const delivery = find(key);
      if (delivery.status !== 'posting') return;
      Object.assign(delivery, { status, channelId, messageId });
      for (const picture of generations.get(key.generationId)?.pictures ?? []) {
        if (picture.deliveryPart !== key.part || picture.state !== 'finished') continue;
        picture.state = status === 'posted' ? 'delivered' : 'kept';
      }
    },
    async openDeliveries() {
      return structuredClone(deliveries.filter(({ status }) => status === 'posting'));
    },
  };
}
