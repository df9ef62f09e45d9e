import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How much more than what was left by the last full collection may gather before the next one, in percent. */
const GROWTH_PERCENT = 100;

/**
 * Gives back what loading left behind: the compiled and stripped sources of some hundred modules keep 30 MB
 * resident, because V8 collects under pressure and an idle bot makes none. Takes about 50 ms, so only before work.
 */
export function releaseStartMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  // The plain collection keeps the emptied pages for later; the last resort returns them.
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * Lets memory grow further between full collections than V8 would: each of them takes both its own pauses and, for
 * 50 ms and more, the other core. By itself V8 makes one for every tenth that a heap of our size grows by, which is every
 * few seconds when many ask. Before `releaseStartMemory`, after which the first limit counts. An idle bot is no larger for it.
 */
export function collectLessOften(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
