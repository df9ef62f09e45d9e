import type { Ceilings } from '../../src/core/money/budget.ts';
import { REQUEST_DEFAULTS } from '../../src/core/picture/request.ts';
import type { Asked } from '../../src/core/rules/admission.ts';
import type { Used } from '../../src/core/rules/limits-in-the-way.ts';

export const NOW = Date.UTC(2026, 10, 22);
/** When a budget of a month starts again. */
export const MONTH_ENDS = Date.UTC(2026, 11, 1);
export const GUILD = '300000000000000001';
export const ANN = '100000000000000001';
export const CEILINGS: Ceilings = { defaultGuild: 500, maxGuild: 1_000, total: 5_000, direct: 0, perGuild: new Map() };

/** Ann asks for two pictures, 60 in all. */
export const ASKED: Asked = {
  wallet: { scope: 'guild', id: GUILD },
  access: 'open',
  userId: ANN,
  roleIds: [],
  channelIds: ['channel-1'],
  request: REQUEST_DEFAULTS,
  count: 2,
  price: { version: '1', tier: 'text', each: 30 },
};

/** What was used so far, of the server's budget and by the member. */
export function used(guild: number, member = 0): Used {
  return { guild: { spent: guild, held: 0, carried: 0 }, member: { spent: member, held: 0, carried: 0 } };
}
