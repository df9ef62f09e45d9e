import { writeSync } from 'node:fs';

import type { PictureState } from '../../../src/core/picture/generation.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import { open, TO_FINISHED } from '../../contract/samples.ts';

/**
 * A process that spends until it is killed, and says on its output what the store has confirmed:
 * one line `<generation>.<picture> <state>` each. Argument: the database's address.
 */
const PATHS: readonly PictureState[][] = [[...TO_FINISHED], ['cancelled'], ['submitting', 'uncertain', 'failed']];

const { journal } = await openStore(process.argv[2] ?? '');

for (let count = 0; ; count += 1) {
  const generationId = `${count}`;
  const wallet = { scope: 'guild', id: `guild-${count % 3}` } as const;
  await open(journal, { id: generationId, wallet, seeds: [1, 2, 3] }, { operator: 1e9, guild: 1e9 });
  for (const [offset, path] of PATHS.entries()) {
    let from: PictureState = 'queued';
    say(offset + 1, from);
    for (const to of path) {
      arranged(await journal.move({ generationId, index: offset + 1 }, from, to, count));
      from = to;
      say(offset + 1, to);
    }
  }
  const delivery = await journal.startDelivery(generationId, count);
  if (delivery !== undefined) await journal.endDelivery(delivery, { status: 'posted', channelId: 'c', messageId: 'm' });
  say(1, 'delivered');

  function say(index: number, state: PictureState): void {
    writeSync(1, `${generationId}.${index} ${state}\n`);
  }
}
