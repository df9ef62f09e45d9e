/** How long Discord may be away before that is more than a reconnect, in milliseconds. */
const RECONNECT_MS = 60_000;

/** What the health of the bot is judged by; instants are of the monotonic clock, null until it happens. */
export interface HealthFacts {
  gatewayReadyAt: number | null;
  /** Since when the gateway is away; null while it is connected. */
  disconnectedSince: number | null;
  /** Discord ended the connection for good. */
  isEnded: boolean;
  /** Discord refuses the bot's token. */
  isTokenRefused: boolean;
  /** Krea refuses the bot's token, again and again. */
  isKreaTokenRefused: boolean;
  /** Whether the ledger answered when it was last asked: without it nothing is sold. */
  ledgerOk: boolean;
  /** Whether the last write reached the disk: reading may go on where that fails. */
  canWrite: boolean;
}

export type HealthReason =
  | 'ledger-unavailable'
  | 'records-cannot-be-written'
  | 'gateway-not-ready'
  | 'gateway-disconnected'
  | 'gateway-ended'
  | 'token-refused'
  | 'krea-token-refused'
  | 'another-bot-runs';
export type Health = { healthy: true } | { healthy: false; reasons: readonly HealthReason[] };

/** Whether the bot can do its work now, or everything that is in its way; short reconnects do not count. */
export function judgeHealth(facts: HealthFacts, now: number): Health {
  const found: [HealthReason, boolean][] = [
    ['ledger-unavailable', !facts.ledgerOk],
    ['records-cannot-be-written', !facts.canWrite],
    ['gateway-not-ready', facts.gatewayReadyAt === null],
    ['gateway-disconnected', facts.gatewayReadyAt !== null && isAway(facts, now)],
    ['gateway-ended', facts.isEnded],
    ['token-refused', facts.isTokenRefused],
    ['krea-token-refused', facts.isKreaTokenRefused],
  ];
  const reasons = found.flatMap(([reason, isSo]) => (isSo ? [reason] : []));
  return reasons.length === 0 ? { healthy: true } : { healthy: false, reasons };
}

function isAway({ disconnectedSince }: HealthFacts, now: number): boolean {
  return disconnectedSince !== null && now - disconnectedSince > RECONNECT_MS;
}
