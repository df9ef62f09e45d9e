import type { Plan } from '../../../sandbox/krea/index.ts';
import type { SwitchName } from '../wire/switches.ts';
import type { Stage } from './stage.ts';

/** Makes things go wrong by hand, and tells what is about to. */
export interface Switchboard {
  /** `channelId` is where the one stands who does it. */
  turn(name: SwitchName, channelId: string): void;
  /** How often each switch still strikes; 1 for one that is on. */
  on(channelId: string): Partial<Record<SwitchName, number>>;
}

/** What the next picture meets, by switch. */
const PLANS: Partial<Record<SwitchName, Plan>> = {
  'fail-next': { end: { failed: { shape: 'object', code: 'generation_failed', message: 'The worker gave up.' } } },
  'moderate-next': { refuse: 'moderated' },
  'empty-balance': { refuse: 'no-balance' },
  'busy-krea': { refuse: 'too-many-retry-after', times: 2 },
  'oversize-next': { media: 'oversized' },
};

/** Binds the switches to a stage. */
export function createSwitchboard({ discord, krea, bot }: Stage): Switchboard {
  /** Plans that Krea has not met yet, in its order. */
  const planned: SwitchName[] = [];
  const denied = new Set<string>();
  const openInteractions = new Set<string>();
  discord.on('interaction', ({ id }) => void openInteractions.add(id));
  krea.sandbox?.on('request', ({ method, path }) => {
    if (method === 'POST' && path.startsWith('/generate')) planned.shift();
  });

  function toggleAttach(channelId: string): void {
    if (denied.delete(channelId)) discord.world.overwrite(channelId, discord.applicationId, { allow: ['ViewChannel'] });
    else {
      denied.add(channelId);
      discord.world.overwrite(channelId, discord.applicationId, { allow: ['ViewChannel'], deny: ['AttachFiles'] });
    }
  }

  return {
    turn(name, channelId) {
      const plan = PLANS[name];
      if (plan !== undefined) {
        krea.sandbox?.next(plan);
        for (let strike = 0; strike < (plan.times ?? 1); strike += 1) planned.push(name);
      }
      if (name === 'kill-bot') bot.kill();
      if (name === 'slow-krea') krea.pace.isSlow = !krea.pace.isSlow;
      if (name === 'drop-gateway') discord.gateway.drop();
      if (name === 'expire-tokens') {
        for (const id of openInteractions) discord.expireToken(id);
        openInteractions.clear();
      }
      if (name === 'deny-attach' && discord.world.channel(channelId).guildId !== null) toggleAttach(channelId);
    },
    on(channelId) {
      const counts: Partial<Record<SwitchName, number>> = {};
      for (const name of planned) counts[name] = (counts[name] ?? 0) + 1;
      if (krea.pace.isSlow) counts['slow-krea'] = 1;
      if (denied.has(channelId)) counts['deny-attach'] = 1;
      return counts;
    },
  };
}
