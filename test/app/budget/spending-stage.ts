import { createMemberWallet } from '../../../src/app/budget/member-wallet.ts';
import type { ReadMemberWallet } from '../../../src/app/budget/member-wallet.ts';
import { createSpendingDesk } from '../../../src/app/budget/spending-desk.ts';
import type { SpendingDesk } from '../../../src/app/budget/spending-desk.ts';
import { createWalletReader } from '../../../src/app/budget/wallet.ts';
import type { Ceilings } from '../../../src/core/money/budget.ts';
import { PERMISSION } from '../../../src/core/rules/permissions.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import type { DrawChart } from '../../../src/ports/chart.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import type { FakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

/** The reading sides of the money over the memory store, in the server and the November of the contract's samples. */
export interface SpendingStage {
  store: Store;
  clock: FakeClock;
  desk: SpendingDesk;
  wallet: ReadMemberWallet;
  logged: string[];
  /** Sets the server's rules. */
  decide(rules: Partial<Rules>): Promise<void>;
  visitor(changes?: Partial<Visitor>): Visitor;
}

/** 2026-11-22, noon. */
const NOON = Date.UTC(2026, 10, 22, 12);
export const PNG = Uint8Array.of(137, 80, 78, 71);

/** Sets the stage; moderators have Manage Server, as `visitor` has unless told otherwise. */
export function setSpendingStage(options: { ceilings?: Partial<Ceilings>; drawChart?: DrawChart } = {}): SpendingStage {
  const clock = createFakeClock(NOON);
  const store = createMemoryStore({ now: clock.now });
  const ceilings = {
    defaultGuild: 5_000_000,
    maxGuild: 100_000_000,
    perGuild: new Map<string, number>(),
    total: 250_000_000,
    direct: 0,
    ...options.ceilings,
  };
  const logged: string[] = [];
  const note = (_: object, message: string): void => void logged.push(message);
  const log = { debug: note, info: note, warn: note, error: note };
  const deps = { ...store, ceilings, clock, log };
  const wallet = createWalletReader(deps);
  let decisions = 0;
  return {
    store,
    clock,
    logged,
    desk: createSpendingDesk({ ...deps, wallet, drawChart: options.drawChart ?? (async () => PNG) }),
    wallet: createMemberWallet({ ...deps, wallet, access: { of: async () => ({ access: 'open', by: 'settings' }) } }),
    async decide(rules) {
      const { version } = await store.rulebook.read('guild-1');
      const actor = { userId: 'moderator', interactionId: `decision-${(decisions += 1)}` };
      const isChanged = await store.rulebook.change(
        'guild-1',
        version,
        { ...NO_RULES, ...rules },
        { actor, action: 'set', targetId: null, reason: null },
        clock.now(),
      );
      if (!isChanged) throw new Error('The rules were to be changed.');
    },
    visitor: (changes = {}) => ({
      interactionId: '200000000000000001',
      userId: 'user-1',
      place: { guildId: 'guild-1', channelId: 'channel-1' },
      wallet: { scope: 'guild', id: 'guild-1' },
      reply: { applicationId: 'app-1', token: 'token', messageId: null },
      arrivedAt: NOON,
      roleIds: [],
      memberPermissions: PERMISSION.manageGuild,
      appPermissions: 0n,
      isThread: false,
      parentChannelId: null,
      attachmentLimit: 10 * 1024 * 1024,
      ...changes,
    }),
  };
}
