import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Journal } from '../../../src/ports/store/journal.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import { admitted, FIRST, lead, open, opened, sample, SECOND, TO_FINISHED } from '../samples.ts';

/** What every journal must do with generations and their pictures' states. */
export function journalContract(name: string, createStore: () => Promise<Store>): void {
  describe(`journal: ${name}`, () => {
    let store: Store;
    let journal: Journal;
    beforeEach(async () => {
      store = await createStore();
      journal = store.journal;
    });
    afterEach(async () => store.close());

    test('a generation is found as it was opened, with every picture queued', async () => {
      const generation = sample({
        seeds: [7, 8],
        parent: { generationId: '900', index: 2 },
        isPrivate: true,
        isSpoiler: true,
        isAgeRestricted: true,
        reply: { applicationId: 'app-1', token: 'reply-token', messageId: 'message-1' },
        request: {
          ...sample().request,
          references: [{ hash: 'a'.repeat(64), strength: 0.5 }],
          moodboard: { id: '6f1c1c9e-2b1f-4f0e-9a52-0f6a3c7d8e9f', strength: 0.35 },
          style: { id: 'style-1', title: 'Ink', strength: 1 },
        },
      });
      const outcome = await journal.open(generation, admitted(generation), null);
      const { seeds: _, ...rest } = generation;
      const empty = { remoteId: null, url: null, hash: null, failure: null, deliveryPart: null };
      const picture = {
        generationId: '1001',
        state: 'queued',
        ...empty,
        submittingAt: null,
        submitFrom: null,
        submitTo: null,
        runningAt: null,
        finishedAt: null,
      };
      const expected = {
        ...rest,
        removedBy: null,
        pictures: [
          { ...picture, index: 1, seed: 7 },
          { ...picture, index: 2, seed: 8 },
        ],
      };
      expect(outcome).toStrictEqual({ kind: 'opened', generation: expected });
      expect(await journal.find('1001')).toStrictEqual(expected);
    });

    test('an unknown generation is not found', async () => {
      expect(await journal.find('1001')).toBeUndefined();
    });

    test('the same id is opened once', async () => {
      await open(journal);
      expect(await open(journal, { userId: 'user-2', seeds: [1, 2] })).toStrictEqual({ kind: 'duplicate' });
      expect(await journal.find('1001')).toMatchObject({ userId: 'user-1', pictures: [{ index: 1 }] });
    });

    test('a generation without pictures is a bug', async () => {
      await expect(open(journal, { seeds: [] })).rejects.toThrow(RangeError);
      expect(await journal.find('1001')).toBeUndefined();
    });

    test('each change of state is dated and carries what was learned', async () => {
      await opened(journal, {}, []);
      arranged(await journal.move(FIRST, 'queued', 'submitting', 10, { submitFrom: 9_000_000_000_000 }));
      arranged(
        await journal.move(FIRST, 'submitting', 'running', 20, { remoteId: 'job-1', submitTo: 9_000_000_000_010 }),
      );
      const finished = await journal.move(FIRST, 'running', 'finished', 30, { url: 'https://example.test/1.png' });
      expect(finished).toMatchObject({
        state: 'finished',
        remoteId: 'job-1',
        url: 'https://example.test/1.png',
        submittingAt: 10,
        submitFrom: 9_000_000_000_000,
        submitTo: 9_000_000_000_010,
        runningAt: 20,
        finishedAt: 30,
      });
      expect((await journal.find(FIRST.generationId))?.pictures).toStrictEqual([finished]);
      expect(await journal.findByRemoteId('job-1')).toStrictEqual(finished);
    });

    test('a picture that is queued again was never submitted', async () => {
      await opened(journal, {}, []);
      arranged(await journal.move(FIRST, 'queued', 'submitting', 10, { submitFrom: 10 }));
      expect(await journal.move(FIRST, 'submitting', 'queued', 20)).toMatchObject({
        state: 'queued',
        submittingAt: null,
        submitFrom: null,
        submitTo: null,
      });
    });

    test('a failure is kept word for word', async () => {
      await opened(journal, {}, ['submitting']);
      const failure = { reason: 'invalid-request', field: 'prompt' } as const;
      expect(await journal.move(FIRST, 'submitting', 'failed', 20, { failure })).toMatchObject({
        state: 'failed',
        failure,
      });
      expect((await journal.find(FIRST.generationId))?.pictures[0]?.failure).toStrictEqual(failure);
    });

    test('of many who change the same state one wins', async () => {
      await opened(journal, {}, []);
      const moves = await Promise.all(
        Array.from({ length: 20 }, async (_, at) => journal.move(FIRST, 'queued', 'submitting', at)),
      );
      expect(moves.filter((moved) => moved !== undefined)).toHaveLength(1);
    });

    test('a picture in another state, or none, is not moved', async () => {
      await opened(journal, {}, ['submitting']);
      expect(await journal.move(FIRST, 'queued', 'cancelled', 20)).toBeUndefined();
      expect(await journal.move({ ...FIRST, index: 9 }, 'queued', 'cancelled', 20)).toBeUndefined();
    });

    test('an illegal change of state is a bug', async () => {
      await opened(journal, {}, []);
      await expect(journal.move(FIRST, 'queued', 'finished', 20)).rejects.toThrow('never goes from queued to finished');
    });

    test('a remote job belongs to one picture', async () => {
      await opened(journal, {}, ['submitting'], ['submitting']);
      arranged(await journal.move(FIRST, 'submitting', 'running', 20, { remoteId: 'job-1' }));
      await expect(journal.move(SECOND, 'submitting', 'running', 20, { remoteId: 'job-1' })).rejects.toThrow(
        /remote.id/,
      );
      expect((await journal.find('1001'))?.pictures).toMatchObject([
        { state: 'running' },
        { state: 'submitting', remoteId: null },
      ]);
    });

    test('a kept picture is delivered when it is shown', async () => {
      await opened(journal, {}, [...TO_FINISHED, 'kept']);
      expect(await journal.move(FIRST, 'kept', 'delivered', 90)).toMatchObject({ state: 'delivered' });
    });

    test('what waits is listed by arrival, under whose wallet it counts', async () => {
      await opened(journal, { id: '1003', createdAt: 30, userId: 'user-3' }, [], ['submitting'], []);
      const direct = {
        wallet: { scope: 'direct', id: 'user-2' },
        userId: 'user-2',
        place: { guildId: null, channelId: 'dm' },
      } as const;
      await opened(journal, { id: '1002', createdAt: 20, ...direct }, []);
      expect(await journal.waiting()).toStrictEqual([
        { generationId: '1002', index: 1, payerId: 'user-2', userId: 'user-2', arrivedAt: 20 },
        { generationId: '1003', index: 1, payerId: 'guild-1', userId: 'user-3', arrivedAt: 30 },
        { generationId: '1003', index: 3, payerId: 'guild-1', userId: 'user-3', arrivedAt: 30 },
      ]);
    });

    test('pictures are listed by state, oldest first', async () => {
      await opened(journal, { id: '1003', createdAt: 30 }, ['submitting', 'uncertain'], [...TO_FINISHED, 'delivered']);
      await opened(journal, { id: '1002', createdAt: 20 }, [], ['submitting', 'running']);
      const names = async (...states: Parameters<Journal['inStates']>[0]): Promise<string[]> =>
        (await journal.inStates(states)).map(({ generationId, index }) => `${generationId}.${index}`);
      expect(await names('running', 'uncertain', 'submitting')).toStrictEqual(['1002.2', '1003.1']);
      expect(await names('queued', 'delivered')).toStrictEqual(['1002.1', '1003.2']);
      expect(await names()).toStrictEqual([]);
    });

    test('known remote ids are told from foreign ones', async () => {
      await opened(journal, {}, ['submitting']);
      arranged(await journal.move(FIRST, 'submitting', 'running', 20, { remoteId: 'job-1' }));
      expect(await journal.knownRemoteIds(['job-0', 'job-1'])).toStrictEqual(new Set(['job-1']));
      expect(await journal.knownRemoteIds([])).toStrictEqual(new Set());
      expect(await journal.findByRemoteId('job-0')).toBeUndefined();
    });

    test("a member's recent generations come newest first, from the server or from the own wallet", async () => {
      const own = { wallet: { scope: 'direct', id: 'user-1' } } as const;
      await opened(journal, { id: '1001', createdAt: 10 }, []);
      await opened(journal, { id: '1002', createdAt: 30 }, [], []);
      await opened(journal, { id: '1003', createdAt: 20 }, []);
      await opened(journal, { id: '1004', createdAt: 40, userId: 'user-2' }, []);
      await opened(journal, { id: '1005', createdAt: 50, place: { guildId: 'guild-2', channelId: 'c' } }, []);
      await opened(journal, { id: '1006', createdAt: 60, place: { guildId: null, channelId: 'dm' }, ...own }, []);
      await opened(journal, { id: '1007', createdAt: 70, place: { guildId: 'guild-2', channelId: 'c' }, ...own }, []);
      const ids = async (guildId: string | null, limit = 10): Promise<string[]> =>
        (await journal.recent('user-1', guildId, limit)).map(({ id }) => id);
      expect(await ids('guild-1')).toStrictEqual(['1002', '1003', '1001']);
      expect(await ids('guild-1', 2)).toStrictEqual(['1002', '1003']);
      expect(await ids('guild-2')).toStrictEqual(['1007', '1005']);
      expect(await ids(null)).toStrictEqual(['1007', '1006']);
      expect((await journal.recent('user-1', 'guild-1', 1))[0]).toStrictEqual(await journal.find('1002'));
    });

    test("a picture's stored bytes and who removed the message are noted", async () => {
      await opened(journal, {}, [], []);
      await journal.noteHash(SECOND, 'b'.repeat(64));
      await journal.noteRemoved('1001', 'user-1');
      await journal.noteRemoved('1001', 'user-2');
      const found = await journal.find('1001');
      expect(found?.pictures.map(({ hash }) => hash)).toStrictEqual([null, 'b'.repeat(64)]);
      expect(found?.removedBy).toBe('user-1');
    });

    test('what was told of and not stored is known by its link, oldest first, from an instant on', async () => {
      const told = async (
        id: string,
        finishedAt: number,
        url: string | null,
        status: 'posted' | 'kept' = 'posted',
      ): Promise<void> => {
        await opened(journal, { id }, ['submitting', 'running']);
        arranged(await journal.move({ generationId: id, index: 1 }, 'running', 'finished', finishedAt, { url }));
        const delivery = await journal.startDelivery(id, finishedAt);
        if (delivery !== undefined && id !== '1005')
          await journal.endDelivery(delivery, { status, channelId: null, messageId: null });
      };
      await told('1001', 60, 'https://example.test/1.png', 'kept');
      await told('1002', 50, 'https://example.test/2.png');
      await told('1003', 49, 'https://example.test/3.png');
      await told('1004', 60, null);
      // Under way: whoever delivers it stores it.
      await told('1005', 60, 'https://example.test/5.png');
      await told('1006', 60, 'https://example.test/6.png');
      await journal.noteHash({ generationId: '1006', index: 1 }, 'b'.repeat(64));
      const uncopied = await journal.uncopied(50);
      expect(uncopied.map(({ generationId }) => generationId)).toStrictEqual(['1002', '1001']);
      expect(uncopied[1]).toStrictEqual((await journal.find('1001'))?.pictures[0]);
    });

    test('what is handed out does not change when the journal does', async () => {
      await opened(journal, {}, []);
      const before = await journal.find('1001');
      await lead(journal, FIRST, ['submitting']);
      expect(before?.pictures[0]?.state).toBe('queued');
    });
  });
}
