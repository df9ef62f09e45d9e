import { expect, test } from 'vitest';

import { resultText } from '../../../src/discord/render/result/result-text.ts';
import type { FetchMedia } from '../../../src/ports/media.ts';
import type { ResultMessage } from '../../../src/ports/publisher.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from '../budget/money-stage.ts';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0);

/** Where files are, until they are called back. */
function createFiles(): { fetchMedia: FetchMedia; areAway: boolean } {
  const files = {
    areAway: true,
    fetchMedia: async () =>
      files.areAway ? { kind: 'unreachable' as const } : { kind: 'fetched' as const, bytes: PNG },
  };
  return files;
}

/** The pictures of each message, and what its small print says of their price. */
function saidIn(messages: readonly ResultMessage[]): unknown[] {
  return messages.map((message) => [
    message.pictures.map(({ index }) => index),
    /charged [^·]+(?= ·)/.exec(resultText(message, { limit: 4_000, mention: false }).details)?.[0],
  ]);
}

test('a picture that could be read only later comes with the price that was said before, as said before', async () => {
  const files = createFiles();
  const stage = setMoneyStage({ fetchMedia: files.fetchMedia });
  await stage.order();
  stage.api.complete(stage.api.jobs()[0]?.remoteId ?? '');
  await stage.clock.pass(60_000);
  expect(saidIn(stage.told)).toEqual([[[], 'charged $0.03']]);

  files.areAway = false;
  await stage.clock.pass(120_000);

  expect(saidIn(stage.told)).toEqual([
    [[], 'charged $0.03'],
    [[1], 'charged $0.03 already'],
  ]);
});

test('also when a restart comes before it is shown', async () => {
  const files = createFiles();
  const stage = setMoneyStage({ fetchMedia: files.fetchMedia });
  const id = await stage.order();
  stage.api.complete(stage.api.jobs()[0]?.remoteId ?? '');
  await stage.clock.pass(60_000);
  await stage.app.engine.stop();
  arranged(await stage.store.journal.startLateDelivery(id, [1], stage.clock.now()));

  files.areAway = false;
  const next = setMoneyStage({ ...stage.store, fetchMedia: files.fetchMedia });
  await next.app.recover();
  await next.clock.pass(60_000);

  expect(saidIn(next.told)).toEqual([[[1], 'charged $0.03 already']]);
});

test('a picture that is finished while the others wait to be shown is charged in its own message, and only there', async () => {
  const files = createFiles();
  const stage = setMoneyStage({ fetchMedia: files.fetchMedia, pollIntervalMs: 300 });
  stage.api.plan({ kind: 'accepted' }, { kind: 'lost-answer' });
  await stage.order(undefined, 2);
  stage.api.complete('job-1');
  await stage.clock.pass(2_000);
  expect(stage.told).toEqual([]);
  stage.api.complete('job-2');
  await stage.clock.pass(20_000);
  expect(stage.told).toEqual([]);

  files.areAway = false;
  await stage.clock.pass(60_000);

  expect(saidIn(stage.told)).toEqual([
    [[1], 'charged $0.03'],
    [[2], 'charged $0.03'],
  ]);
});
