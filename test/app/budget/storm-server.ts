import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'vitest';

import { usedOf } from '../../../src/core/money/budget.ts';
import { periodAt } from '../../../src/core/money/period.ts';
import { isPaid } from '../../../src/core/picture/generation.ts';
import { guildCapAt } from '../../../src/core/rules/caps.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import { openLedgerSnapshot } from '../../../src/store/checks/open-snapshot.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import { ALERTS_CHANNEL } from '../moderation/approval-stage.ts';
import { setMoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';
/** The price of one picture. */
export const EACH = 30_000;
const ceilings = {
  defaultGuild: 4 * EACH,
  maxGuild: 12 * EACH,
  perGuild: new Map<string, number>(),
  total: 40 * EACH,
  direct: 0,
};

/** One server over a real database, and what is needed to judge it from outside. */
export type StormServer = Awaited<ReturnType<typeof createStormServer>>;

/** Opens it, with alerts on. */
export async function createStormServer() {
  const folder = await mkdtemp(join(tmpdir(), 'storm-'));
  const url = `sqlite:${join(folder, 'krea.db')}`;
  const store = await openStore(url);
  /** Every cap that rules set since the last moment. */
  const caps: number[] = [];
  const rulebook = {
    ...store.rulebook,
    async change(...args: Parameters<typeof store.rulebook.change>) {
      const isChanged = await store.rulebook.change(...args);
      if (isChanged) caps.push(guildCapAt(GUILD, args[2], ceilings, args[4]));
      return isChanged;
    },
  };
  const journal = {
    ...store.journal,
    async openApproved(...[opened, approving]: Parameters<typeof store.journal.openApproved>) {
      let cap = 0;
      const outcome = await store.journal.openApproved(opened, {
        ...approving,
        judge(rules, used) {
          const judged = approving.judge(rules, used);
          if (!('refused' in judged)) cap = judged.caps.after;
          return judged;
        },
      });
      if (outcome.kind === 'opened') caps.push(cap);
      return outcome;
    },
  };
  const stage = setMoneyStage({ ...store, journal, rulebook, ceilings });
  arranged(await stage.app.budget.alerts(stage.moderator(), { channelId: ALERTS_CHANNEL }, null));
  const begged: string[] = [];
  const offered: { id: string; userId: string }[] = [];
  const generations = new Set<string>();
  /** Nothing is being submitted or looked at any more that could still come to an end by itself. */
  async function settled(): Promise<void> {
    for (let reads = 0; reads < 8; reads += 1) {
      await store.journal.inStates(['submitting', 'running', 'finished']);
      await stage.clock.settle();
    }
  }
  async function rules(): Promise<Rules> {
    return (await store.rulebook.read(GUILD)).rules;
  }
  return {
    ...stage,
    store,
    caps,
    begged,
    offered,
    generations,
    capNow: async () => guildCapAt(GUILD, await rules(), ceilings, stage.clock.now()),
    async used() {
      return usedOf(
        await store.budgets.balance('guild', GUILD, periodAt((await rules()).period, stage.clock.now()).key),
      );
    },
    async quiesce() {
      for (let round = 0; round < 30; round += 1) {
        for (const job of stage.api.jobs()) if (job.view.state === 'waiting') stage.api.complete(job.remoteId);
        await stage.clock.pass(60_000);
        // The file answers in its own time, and the clock of the test does not wait for it.
        await settled();
      }
    },
    async close() {
      await stage.app.engine.stop();
      await store.close();
      await rm(folder, { recursive: true });
    },
    /** What is wrong once everything has come to rest. */
    async check() {
      expect(await store.ledger.balances()).toStrictEqual(await store.ledger.totals());
      const snapshot = await openLedgerSnapshot(url, stage.clock);
      expect(await snapshot.wrongCaps(10)).toEqual([]);
      await snapshot.close();
      const found = await Promise.all([...generations].map(async (id) => store.journal.find(id)));
      const pictures = found.flatMap((generation) => generation?.pictures ?? []);
      const jobs = pictures.flatMap(({ remoteId }) => remoteId ?? []);
      expect(new Set(jobs).size).toBe(jobs.length);
      const billed = stage.api.jobs().filter(({ view }) => view.state === 'completed').length;
      const settled = pictures.filter(({ state }) => isPaid(state)).length;
      const undecided = pictures.filter(({ state }) => state === 'uncertain').length;
      expect(settled).toBeLessThanOrEqual(billed);
      expect(settled + undecided).toBeGreaterThanOrEqual(billed);

      const totals = await store.ledger.totals();
      const operator = totals.filter(({ scope }) => scope === 'operator');
      expect(operator.reduce((sum, { spent }) => sum + spent, 0)).toBe(settled * EACH);
      for (const { scope, spent, held } of totals) {
        if (scope !== 'member')
          expect(spent + held).toBeLessThanOrEqual(scope === 'operator' ? ceilings.total : ceilings.maxGuild);
      }
      for (const id of begged) {
        expect((await store.journal.find(id)) !== undefined).toBe(
          (await store.approvals.find(id))?.state === 'approved',
        );
      }
    },
  };
}
