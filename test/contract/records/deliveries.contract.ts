import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { PictureState } from '../../../src/core/picture/generation.ts';
import type { Journal } from '../../../src/ports/store/journal.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import { lead, opened, SECOND, TO_FINISHED } from '../samples.ts';

const POSTED = { status: 'posted', channelId: 'channel-1', messageId: 'message-1' } as const;
const KEPT = { status: 'kept', channelId: null, messageId: null } as const;

/** What every journal must do so that each ended picture is told about exactly once. */
export function deliveriesContract(name: string, createStore: () => Promise<Store>): void {
  describe(`deliveries: ${name}`, () => {
    let store: Store;
    let journal: Journal;
    beforeEach(async () => {
      store = await createStore();
      journal = store.journal;
    });
    afterEach(async () => store.close());

    const picturesOf = async (id: string): Promise<[PictureState, number | null][]> =>
      ((await journal.find(id))?.pictures ?? []).map(({ state, deliveryPart }) => [state, deliveryPart]);

    test('the first delivery starts at the reply and takes everything that has ended', async () => {
      await opened(journal, {}, TO_FINISHED, ['submitting', 'failed'], ['cancelled']);
      expect(await journal.startDelivery('1001', 50)).toStrictEqual({
        generationId: '1001',
        part: 1,
        rung: 'reply',
        status: 'posting',
        channelId: null,
        messageId: null,
        startedAt: 50,
      });
      expect(await picturesOf('1001')).toStrictEqual([
        ['finished', 1],
        ['failed', 1],
        ['cancelled', 1],
      ]);
    });

    test.each([
      ['queued', []],
      ['submitting', ['submitting']],
      ['running', ['submitting', 'running']],
    ] as const)('a delivery waits while a picture is %s', async (_, path) => {
      await opened(journal, {}, TO_FINISHED, path);
      expect(await journal.startDelivery('1001', 50)).toBeUndefined();
      expect(await picturesOf('1001')).toMatchObject([
        ['finished', null],
        [expect.any(String), null],
      ]);
    });

    test('an uncertain picture neither holds up the others nor is told about', async () => {
      await opened(journal, {}, TO_FINISHED, ['submitting', 'uncertain']);
      const first = await journal.startDelivery('1001', 50);
      expect(await picturesOf('1001')).toStrictEqual([
        ['finished', 1],
        ['uncertain', null],
      ]);
      await journal.endDelivery(first ?? lostDelivery(), POSTED);
      expect(await journal.startDelivery('1001', 60)).toBeUndefined();

      arranged(await journal.move(SECOND, 'uncertain', 'finished', 70));
      expect(await journal.startDelivery('1001', 80)).toMatchObject({ part: 2, rung: 'reply', status: 'posting' });
      expect(await picturesOf('1001')).toStrictEqual([
        ['delivered', 1],
        ['finished', 2],
      ]);
    });

    test('what was told once is not told again beside a picture that turned up late', async () => {
      await opened(journal, {}, ['submitting', 'failed'], ['submitting', 'uncertain'], ['cancelled']);
      const first = await journal.startDelivery('1001', 50);
      await journal.endDelivery(first ?? lostDelivery(), POSTED);
      arranged(await journal.move(SECOND, 'uncertain', 'finished', 70));
      await journal.startDelivery('1001', 80);
      expect(await picturesOf('1001')).toStrictEqual([
        ['failed', 1],
        ['finished', 2],
        ['cancelled', 1],
      ]);
    });

    test('a picture that ends while another delivery is under way waits for its own', async () => {
      await opened(journal, {}, TO_FINISHED, ['submitting', 'uncertain']);
      const first = await journal.startDelivery('1001', 50);
      arranged(await journal.move(SECOND, 'uncertain', 'finished', 60));
      expect(await journal.startDelivery('1001', 70)).toBeUndefined();
      await journal.endDelivery(first ?? lostDelivery(), POSTED);
      expect(await picturesOf('1001')).toStrictEqual([
        ['delivered', 1],
        ['finished', null],
      ]);
      expect(await journal.startDelivery('1001', 80)).toMatchObject({ part: 2 });
    });

    test('pictures of which none came are told about too', async () => {
      await opened(journal, {}, ['cancelled'], ['submitting', 'failed']);
      const delivery = await journal.startDelivery('1001', 50);
      await journal.endDelivery(delivery ?? lostDelivery(), KEPT);
      expect(await picturesOf('1001')).toStrictEqual([
        ['cancelled', 1],
        ['failed', 1],
      ]);
    });

    test('of many who start a delivery one does', async () => {
      await opened(journal, {}, TO_FINISHED);
      const started = await Promise.all(Array.from({ length: 20 }, async (_, at) => journal.startDelivery('1001', at)));
      expect(started.filter((delivery) => delivery !== undefined)).toHaveLength(1);
    });

    test('nothing is delivered of a generation that does not exist', async () => {
      expect(await journal.startDelivery('1001', 50)).toBeUndefined();
    });

    test('the end of a delivery counts once', async () => {
      await opened(journal, {}, TO_FINISHED, ['submitting', 'uncertain']);
      const delivery = (await journal.startDelivery('1001', 50)) ?? lostDelivery();
      await Promise.all([journal.endDelivery(delivery, KEPT), journal.endDelivery(delivery, POSTED)]);
      expect(await picturesOf('1001')).toStrictEqual([
        ['kept', 1],
        ['uncertain', null],
      ]);
    });

    test('the rung about to be tried is noted while the delivery is under way, and not afterwards', async () => {
      await opened(journal, {}, TO_FINISHED);
      const delivery = (await journal.startDelivery('1001', 50)) ?? lostDelivery();
      await journal.moveToRung(delivery, 'channel');
      expect(await journal.openDeliveries()).toStrictEqual([{ ...delivery, rung: 'channel' }]);
      await journal.endDelivery(delivery, POSTED);
      expect(await journal.openDeliveries()).toStrictEqual([]);
      await expect(journal.moveToRung(delivery, 'direct')).rejects.toThrow('not under way');
    });

    test('what a message could not show is kept, and is delivered later by a delivery of its own', async () => {
      await opened(journal, {}, TO_FINISHED, TO_FINISHED);
      const first = (await journal.startDelivery('1001', 50)) ?? lostDelivery();
      expect(await journal.startLateDelivery('1001', [2], 55)).toBeUndefined();
      await journal.endDelivery(first, { ...POSTED, unseen: [2] });
      expect(await picturesOf('1001')).toStrictEqual([
        ['delivered', 1],
        ['kept', 1],
      ]);
      expect((await journal.unseen()).map(({ index }) => index)).toStrictEqual([2]);

      expect(await journal.startLateDelivery('1001', [1], 60)).toBeUndefined();
      const late = (await journal.startLateDelivery('1001', [1, 2], 60)) ?? lostDelivery();
      expect(late).toMatchObject({ part: 2, rung: 'reply', status: 'posting' });
      expect(await picturesOf('1001')).toStrictEqual([
        ['delivered', 1],
        ['kept', 2],
      ]);
      expect(await journal.unseen()).toStrictEqual([]);
      expect(await journal.startLateDelivery('1001', [2], 65)).toBeUndefined();
      await journal.endDelivery(late, { ...POSTED, messageId: 'message-2' });
      expect(await picturesOf('1001')).toStrictEqual([
        ['delivered', 1],
        ['delivered', 2],
      ]);
      expect((await journal.deliveries('1001')).map(({ part, messageId }) => [part, messageId])).toStrictEqual([
        [1, 'message-1'],
        [2, 'message-2'],
      ]);
    });

    test('what every rung refused is kept, and not among the unseen of messages that stand', async () => {
      await opened(journal, {}, TO_FINISHED);
      await journal.endDelivery((await journal.startDelivery('1001', 50)) ?? lostDelivery(), KEPT);
      expect(await journal.unseen()).toStrictEqual([]);
    });

    test('an end of which the requester is to be told stays on record until they are', async () => {
      await opened(journal, { id: '1001' }, TO_FINISHED);
      await opened(journal, { id: '1002' }, TO_FINISHED);
      const [one, other] = [
        (await journal.startDelivery('1001', 50)) ?? lostDelivery(),
        (await journal.startDelivery('1002', 51)) ?? lostDelivery(),
      ];
      await journal.endDelivery(other, { ...KEPT, isUntold: true });
      await journal.endDelivery(one, { ...POSTED, isUntold: true });
      expect(await journal.untoldEnds()).toStrictEqual([
        { ...one, ...POSTED },
        { ...other, ...KEPT },
      ]);
      await journal.noteTold(one);
      expect((await journal.untoldEnds()).map(({ generationId }) => generationId)).toStrictEqual(['1002']);
    });

    test('a delivery that was never started cannot end', async () => {
      await expect(journal.endDelivery({ generationId: '1001', part: 1 }, POSTED)).rejects.toThrow('No such delivery');
    });

    test('untold generations are those with something to tell and nothing to wait for', async () => {
      await opened(journal, { id: '1001' }, TO_FINISHED, ['cancelled']);
      await opened(journal, { id: '1002' }, TO_FINISHED, ['submitting']);
      await opened(journal, { id: '1003' }, [], ['submitting', 'uncertain']);
      await opened(journal, { id: '1004' }, ['submitting', 'failed']);
      expect(await journal.untold()).toStrictEqual(['1001', '1004']);
      await journal.startDelivery('1001', 50);
      expect(await journal.untold()).toStrictEqual(['1004']);
      await lead(journal, { generationId: '1003', index: 1 }, ['cancelled']);
      expect(await journal.untold()).toStrictEqual(['1003', '1004']);
    });
  });
}

function lostDelivery(): never {
  throw new Error('No delivery was started');
}
