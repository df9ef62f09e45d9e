import type { MicroUsd } from '../../../src/core/money/money.ts';
import type { Period } from '../../../src/core/money/period.ts';
import type { Admission } from '../../../src/core/rules/admission.ts';
import { reachedBy, rearm } from '../../../src/core/rules/alerts.ts';
import type { AlertTrigger } from '../../../src/core/rules/alerts.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import type { CardBox, CardRecord } from '../../../src/ports/store/card-box.ts';
import type { Alert, CardKey } from '../../../src/ports/store/cards.ts';
import { balanceOf } from './memory-entries.ts';
import type { KeptCard, Memory } from './memory.ts';

/** Notes what a hold has reached, as the store does in the hold's transaction. */
export function noteReached(memory: Memory, id: string, { accounts, watch, now }: Admission): void {
  const account = accounts.find(({ scope }) => scope === 'guild');
  if (watch === undefined || account === undefined) return;
  const { id: guildId, period } = account;
  const usage = { balance: balanceOf(memory, { ...account, periodKey: period.key }), cap: watch.cap, period };
  const told = toldIn(memory, guildId, period);
  const triggers = reachedBy(watch, usage, now).filter((trigger) => !told.includes(trigger));
  memory.reached.push(...triggers.map((trigger) => ({ guildId, periodKey: period.key, trigger })));
  if (triggers.length > 0)
    addCard(memory, { kind: 'alert', id }, guildId, now, { id, guildId, triggers, ...usage, at: now });
}

/** Arms and disarms alerts after a change of rules. */
export function rearmAlerts(
  memory: Memory,
  guildId: string,
  before: { rules: Rules; period: Period },
  after: { rules: Rules; period: Period },
  caps: { before: MicroUsd; after: MicroUsd },
): void {
  const { period } = after;
  const balance = balanceOf(memory, { scope: 'guild', id: guildId, periodKey: period.key });
  const told = toldIn(memory, guildId, period);
  const { armed, passed } = rearm(
    { watch: before.rules.alerts, cap: caps.before, periodKey: before.period.key },
    { watch: after.rules.alerts, usage: { balance, cap: caps.after, period } },
    told,
  );
  memory.reached = memory.reached.filter(
    (one) => one.guildId !== guildId || one.periodKey !== period.key || !armed.includes(one.trigger),
  );
  const fresh = passed.filter((trigger) => !told.includes(trigger));
  memory.reached.push(...fresh.map((trigger) => ({ guildId, periodKey: period.key, trigger })));
}

function toldIn({ reached }: Memory, guildId: string, period: Period): AlertTrigger[] {
  return reached.filter((one) => one.guildId === guildId && one.periodKey === period.key).map(({ trigger }) => trigger);
}

/** Adds a card that is to be posted. */
export function addCard(
  memory: Memory,
  { kind, id }: CardKey,
  guildId: string,
  now: number,
  alert: Alert | null,
): void {
  const fresh = {
    status: 'pending',
    channelId: null,
    messageId: null,
    detail: null,
    startedAt: null,
    changes: 0,
  } as const;
  memory.cards.push({ kind, id, guildId, ...fresh, createdAt: now, shown: 0, alert: structuredClone(alert) });
}

/** Notes that there is something new to show on a card. */
export function fallBehind(memory: Memory, { kind, id }: CardKey): void {
  const card = memory.cards.find((one) => one.kind === kind && one.id === id);
  if (card !== undefined) card.changes += 1;
}

/** Cards in memory. */
export function createMemoryCardBox(memory: Memory): CardBox {
  const find = ({ kind, id }: CardKey): KeptCard | undefined =>
    memory.cards.find((card) => card.kind === kind && card.id === id);
  return {
    async open() {
      return memory.cards
        .filter(isOpen)
        .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
        .map(asRecord);
    },
    async find(key) {
      const card = find(key);
      return card && asRecord(card);
    },
    async begin(key, channelId, now) {
      const card = find(key);
      if (card?.status !== 'pending') return false;
      Object.assign(card, { status: 'posting', channelId, startedAt: now });
      return true;
    },
    async end(key, end) {
      const card = find(key);
      if (card !== undefined && isOpen(card)) Object.assign(card, end);
    },
    async newest(guildId) {
      const [newest] = memory.cards
        .filter((card) => card.guildId === guildId && !isOpen(card))
        .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
      return newest && asRecord(newest);
    },
    async fallBehind(key) {
      fallBehind(memory, key);
    },
    async catchUp(key, changes) {
      const card = find(key);
      if (card !== undefined) card.shown = Math.max(card.shown, changes);
    },
    async behind() {
      return memory.cards.filter(({ changes, shown }) => changes > shown).map(({ kind, id }) => ({ kind, id }));
    },
    async alert(id) {
      return structuredClone(find({ kind: 'alert', id })?.alert ?? undefined);
    },
  };
}

function isOpen({ status }: CardRecord): boolean {
  return status === 'pending' || status === 'posting';
}

function asRecord(card: KeptCard): CardRecord {
  const { alert: _alert, shown: _shown, ...record } = card;
  return record;
}
