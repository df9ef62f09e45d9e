import { expect, test } from 'vitest';

import { bookErrors, moneyOf } from '../ledger-check.ts';
import { addServer, shareStudio } from '../studio.ts';

const studio = shareStudio();

test.for([false, true])(
  'killed before a request was on record (private: %s), it tells its requester alone, and nothing is charged',
  async (isPrivate) => {
    const { krea, bot, restart, discord } = studio();
    const here = addServer(studio(), `unrecorded-${isPrivate}`);
    const before = krea.submits().length;
    // Its style is looked up before anything is written down.
    const hanging = krea.faults.add({ route: '/styles', hang: true, times: Number.POSITIVE_INFINITY });
    const order = here.member.command('krea', { prompt: 'cut off', style: 'a style of mine', private: isPrivate });
    await order.acknowledged();

    await bot().kill();
    hanging.remove();
    await restart();
    const told = await order.message(({ text }) => text.includes('restarted'));

    expect(told.ephemeral).toBe(true);
    expect(told.text).toContain('Nothing was charged');
    expect(discord.messages(here.channelId).filter(({ loading }) => loading)).toEqual([]);
    expect(krea.submits()).toHaveLength(before);
    expect(await moneyOf(studio(), order.id)).toEqual([]);
    expect(await bookErrors(studio())).toEqual([]);
  },
);
