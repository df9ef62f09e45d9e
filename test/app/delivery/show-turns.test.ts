import { expect, test } from 'vitest';

import { setAppStage } from '../app-stage.ts';

test('of two hundred wishes of one member to see a result again one is worked on at a time, and most are refused at once; others go on', async () => {
  const stage = setAppStage();
  const id = await stage.order();
  await stage.clock.pass(1_000);
  stage.api.complete('job-1');
  await stage.clock.pass(10_000);
  const delivered = stage.publisher.attempts.length;

  // A result that is being sent has its bytes in memory.
  const { editReply } = stage.publisher;
  let [running, most] = [0, 0];
  stage.publisher.editReply = async (reply, message) => {
    running += 1;
    most = Math.max(most, running);
    await stage.clock.sleep(100);
    running -= 1;
    return editReply(reply, message);
  };
  const answers = Promise.all(Array.from({ length: 200 }, async () => stage.app.show.show(stage.visitor(), id)));
  const other = stage.app.show.show(stage.visitor({ userId: 'user-2' }), id);
  await stage.clock.pass(1_000);

  const refused = (await answers).filter((answer) => 'refused' in answer);
  expect(most).toBe(2);
  expect(refused).toHaveLength(197);
  expect(refused[0]).toEqual({ refused: { kind: 'too-many-shown-at-once' } });
  expect(await other).toEqual({ shown: true });
  expect(stage.publisher.attempts).toHaveLength(delivered + 4);
});
