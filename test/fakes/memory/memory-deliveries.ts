import { isPending } from '../../../src/core/picture/generation.ts';
import type { Picture } from '../../../src/core/picture/generation.ts';
import type { Delivery, DeliveryKey, Journal } from '../../../src/ports/store/journal.ts';
import { isUntold } from './memory.ts';
import type { Memory } from './memory.ts';

/** Deliveries in memory. */
export function createMemoryDeliveries({
  generations,
  deliveries,
}: Memory): Pick<
  Journal,
  | 'startDelivery'
  | 'startLateDelivery'
  | 'moveToRung'
  | 'endDelivery'
  | 'noteTold'
  | 'untoldEnds'
  | 'unseen'
  | 'deliveries'
  | 'openDeliveries'
> {
  const find = ({ generationId, part }: DeliveryKey): Delivery => {
    const found = deliveries.find((delivery) => delivery.generationId === generationId && delivery.part === part);
    if (found === undefined) throw new Error('No such delivery');
    return found;
  };
  const untold = new Set<Delivery>();
  const ofGeneration = (id: string): Delivery[] => deliveries.filter(({ generationId }) => generationId === id);
  function begin(generationId: string, pictures: readonly Picture[], startedAt: number): Delivery {
    const part = ofGeneration(generationId).length + 1;
    for (const picture of pictures) picture.deliveryPart = part;
    const delivery: Delivery = {
      generationId,
      part,
      rung: 'reply',
      status: 'posting',
      channelId: null,
      messageId: null,
      startedAt,
    };
    deliveries.push(delivery);
    return { ...delivery };
  }
  return {
    async startDelivery(generationId, now) {
      const pictures = generations.get(generationId)?.pictures ?? [];
      const ended = pictures.filter(isUntold);
      if (ended.length === 0 || pictures.some(({ state }) => isPending(state))) return undefined;
      if (ofGeneration(generationId).some(({ status }) => status === 'posting')) return undefined;
      return begin(generationId, ended, now);
    },
    async startLateDelivery(generationId, indexes, now) {
      if (ofGeneration(generationId).some(({ status }) => status === 'posting')) return undefined;
      const late = (generations.get(generationId)?.pictures ?? []).filter(
        ({ index, state }) => indexes.includes(index) && state === 'kept',
      );
      return late.length === 0 ? undefined : begin(generationId, late, now);
    },
    async moveToRung(key, rung) {
      const delivery = find(key);
      if (delivery.status !== 'posting') throw new Error('The delivery is not under way');
      delivery.rung = rung;
    },
    async endDelivery(key, { status, channelId, messageId, unseen = [], isUntold = false }) {
      const delivery = find(key);
      if (delivery.status !== 'posting') return;
      Object.assign(delivery, { status, channelId, messageId });
      if (isUntold) untold.add(delivery);
      for (const picture of generations.get(key.generationId)?.pictures ?? []) {
        if (picture.deliveryPart !== key.part || (picture.state !== 'finished' && picture.state !== 'kept')) continue;
        picture.state = status === 'posted' && !unseen.includes(picture.index) ? 'delivered' : 'kept';
      }
    },
    async noteTold(key) {
      untold.delete(find(key));
    },
    async untoldEnds() {
      return structuredClone([...untold].toSorted((a, b) => a.startedAt - b.startedAt));
    },
    async unseen() {
      const unseen = [...generations.values()]
        .flatMap(({ pictures }) => pictures)
        .filter(
          ({ state, generationId, deliveryPart }) =>
            state === 'kept' &&
            ofGeneration(generationId).some(({ part, status }) => part === deliveryPart && status === 'posted'),
        );
      return structuredClone(
        unseen.toSorted(
          (a, b) =>
            (a.generationId < b.generationId ? -1 : Number(a.generationId > b.generationId)) || a.index - b.index,
        ),
      );
    },
    async deliveries(generationId) {
      return structuredClone(ofGeneration(generationId));
    },
    async openDeliveries() {
      return structuredClone(deliveries.filter(({ status }) => status === 'posting'));
    },
  };
}
