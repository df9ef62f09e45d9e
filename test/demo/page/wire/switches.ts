/** What can be made to go wrong by hand. */
export const SWITCHES = [
  'kill-bot',
  'slow-krea',
  'fail-next',
  'moderate-next',
  'empty-balance',
  'busy-krea',
  'oversize-next',
  'expire-tokens',
  'deny-attach',
  'drop-gateway',
] as const;

export type SwitchName = (typeof SWITCHES)[number];
