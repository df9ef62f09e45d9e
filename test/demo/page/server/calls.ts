import type { DiscordSandbox } from '../../../sandbox/discord/index.ts';
import type { KreaSandbox } from '../../../sandbox/krea/index.ts';
import type { CallLine } from '../wire/panel.ts';

const KEPT = 120;

/** The latest calls between bot, Discord and Krea, newest first. */
export type Calls = () => readonly CallLine[];

/** Listens to both sides; `onCall` is told of each. */
export function createCalls(discord: DiscordSandbox, krea: KreaSandbox | null, onCall: () => void): Calls {
  const lines: CallLine[] = [];
  let next = 1;
  const add = (line: Omit<CallLine, 'id' | 'at'>): void => {
    lines.unshift({ id: next, at: Date.now(), ...line });
    next += 1;
    lines.length = Math.min(lines.length, KEPT);
    onCall();
  };

  discord.on('request', ({ method, path, status, files, ms }) => {
    const sent = files.length === 0 ? '' : ` + ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
    add({
      from: 'bot',
      to: 'discord',
      what: `${method} ${shorten(path)}${sent}`,
      outcome: status === -1 ? 'lost' : `${status} · ${Math.round(ms)} ms`,
      isFailure: status === -1 || status >= 400,
    });
  });
  discord.on('gateway', ({ what, detail }) => {
    if (what === 'dispatched' || what === 'buffered' || what === 'undelivered')
      add({
        from: 'discord',
        to: 'bot',
        what: detail,
        outcome: what === 'dispatched' ? 'gateway' : what,
        isFailure: what !== 'dispatched',
      });
    else if (what !== 'connected')
      add({
        from: 'bot',
        to: 'discord',
        what: `gateway ${what}`,
        outcome: detail,
        isFailure: what === 'refused' || what === 'closed',
      });
  });
  krea?.on('request', ({ method, path, outcome, ms }) => {
    const isFailure = typeof outcome === 'string' || outcome >= 400;
    add({
      from: 'bot',
      to: 'krea',
      what: `${method} ${shorten(path)}`,
      outcome: typeof outcome === 'string' ? outcome : `${outcome} · ${Math.round(ms)} ms`,
      isFailure,
    });
  });
  return () => lines;
}

/** A path without what nobody reads: ids keep their last digits, tokens go. */
function shorten(path: string): string {
  return path
    .split('/')
    .map((part) => {
      if (/^\d{15,}$/.test(part)) return `…${part.slice(-4)}`;
      if (/^[0-9a-f-]{36}(?:\.\w+)?$/i.test(part)) return `…${part.slice(-6)}`;
      return part.length > 40 ? '…' : part;
    })
    .join('/');
}
