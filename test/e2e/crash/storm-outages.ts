import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Dice } from '../../sandbox/krea/painter/dice.ts';
import type { Studio } from '../studio.ts';

/** The bot's long waits pass so many times faster: an outage of some seconds is one of minutes to it. */
export const HURRY = 20;

const HOLDER = fileURLToPath(new URL('../../store/sqlite/holder.ts', import.meta.url));
const SECOND = 1_000;
/** How far a machine's clock may be from the truth. */
const CLOCKS_MS = [-3_600, -90, -4, 4, 90, 3_600, 26 * 3_600].map((seconds) => seconds * SECOND);

/** What goes wrong for a while, and ends by itself. */
export interface Outages {
  /** Begins one more; returns what it is. */
  strike(dice: Dice): string;
  /** The bot was started anew, on the same machine. */
  restarted(): void;
  /** Waits for the end of all, and sets the clock right. */
  end(): Promise<void>;
}

/** Builds the weather that lasts. */
export function createOutages(studio: Studio): Outages {
  const { discord, krea } = studio;
  const running = new Set<Promise<void>>();
  let ahead = 0;

  function last(begin: () => { remove(): void }, dice: Dice): void {
    const fault = begin();
    const end = sleep(dice.int(1, 6) * SECOND).then(() => fault.remove());
    running.add(end);
    void end.finally(() => running.delete(end));
  }

  /** Another process keeps the database's file for itself, as a database browser or a backup does. */
  function lock(dice: Dice): void {
    const holder = spawn(process.execPath, [HOLDER, studio.databasePath], { stdio: ['pipe', 'ignore', 'ignore'] });
    const end = Promise.race([sleep(dice.int(1, 3) * SECOND), once(holder, 'exit')])
      .then(() => holder.stdin.end())
      .then(async () => holder.exitCode ?? once(holder, 'exit'))
      .then(() => undefined);
    running.add(end);
    void end.finally(() => running.delete(end));
  }

  function setClock(dice: Dice): void {
    const [first = 0, ...others] = CLOCKS_MS;
    ahead = dice.roll() < 0.3 ? 0 : dice.pick([first, ...others]);
    studio.bot().setAhead(ahead);
  }

  const ways: readonly [string, (dice: Dice) => void][] = [
    [
      'Discord is out',
      (dice) => last(() => discord.faults.add({ status: dice.pick([500, 502, 503]), times: Infinity }), dice),
    ],
    [
      'Discord is out, and the gateway with it',
      (dice) => {
        last(() => discord.faults.add({ dropSocket: true, times: Infinity }), dice);
        discord.gateway.drop(4000);
      },
    ],
    [
      'Discord knows the bot no more, for a moment',
      (dice) => last(() => discord.faults.add({ status: 401, times: dice.int(1, 3) }), dice),
    ],
    [
      'Krea is out',
      (dice) =>
        last(
          () => krea.faults.add({ answer: dice.pick(['server-error', 'bad-gateway', 'unavailable']), times: Infinity }),
          dice,
        ),
    ],
    ['Krea cannot be reached', (dice) => last(() => krea.faults.add({ dropSocket: true, times: Infinity }), dice)],
    [
      'Krea’s pictures cannot be fetched',
      (dice) => last(() => krea.faults.add({ route: '/media', status: 503, times: Infinity }), dice),
    ],
    [
      'Krea refuses the token, for a moment',
      (dice) => last(() => krea.faults.add({ answer: 'unauthorized', times: dice.int(1, 3) }), dice),
    ],
    ['the database is locked', lock],
    ['the clock is set', setClock],
    ['the clock is set again', setClock],
  ];

  const left: (typeof ways)[number][] = [];

  return {
    strike(dice) {
      // Each comes once before any comes again: a short storm has them all.
      if (left.length === 0) left.push(...ways);
      const [[what, begin] = ['nothing', () => undefined]] = left.splice(dice.int(0, left.length - 1), 1);
      begin(dice);
      return what;
    },
    restarted: () => studio.bot().setAhead(ahead),
    async end() {
      ahead = 0;
      studio.bot().setAhead(0);
      await Promise.all(running);
    },
  };
}
