// Loaded into the bot's own process before anything else (`--import`), for tests that set its wall clock or hurry its
// waits. The bot knows nothing of it: it sees a machine whose clock is set while it runs, and whose waits are short.
import { createRequire, syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

/** Up to here nothing is hurried: time-outs leave a loaded machine time to answer, and pauses the others a turn. */
const SHORT_MS = { timeout: 1_500, pause: 200 };

const hurry = Number(new URL(import.meta.url).searchParams.get('hurry') ?? 1);
const real = {
  now: Date.now,
  monotonic: performance.now.bind(performance),
  setTimeout,
  abortAfter: AbortSignal.timeout,
};
let [ahead, advanced] = [0, 0];

function now(): number {
  return real.now() + ahead + advanced;
}

performance.now = () => real.monotonic() + advanced;

/** What is longer passes so many times faster. */
function hurried(short: number, milliseconds = 0): number {
  return milliseconds <= short ? milliseconds : short + (milliseconds - short) / hurry;
}

globalThis.Date = new Proxy(Date, {
  construct: (date, given, target) => Reflect.construct(date, given.length === 0 ? [now()] : given, target),
  get: (date, name): unknown => (name === 'now' ? now : Reflect.get(date, name)),
});

if (hurry > 1) {
  const timers = createRequire(import.meta.url)('node:timers/promises');
  const { setTimeout: wait } = timers;
  timers.setTimeout = (milliseconds: number, ...rest: unknown[]): unknown =>
    wait(hurried(SHORT_MS.pause, milliseconds), ...rest);
  syncBuiltinESMExports();
  AbortSignal.timeout = (milliseconds) => real.abortAfter(hurried(SHORT_MS.timeout, milliseconds));
  globalThis.setTimeout = Object.assign(
    (run: () => void, milliseconds?: number, ...rest: []) =>
      real.setTimeout(run, hurried(SHORT_MS.timeout, milliseconds), ...rest),
    { __promisify__: timers.setTimeout },
  );
}

// Nobody else has this channel: it must not keep the bot alive, and processes that the bot starts have their own.
process.on('message', (message) => {
  if (typeof message !== 'object' || message === null) return;
  if ('setAhead' in message && typeof message.setAhead === 'number') ahead = message.setAhead;
  if ('advance' in message && typeof message.advance === 'number') advanced += message.advance;
});
process.channel?.unref();
