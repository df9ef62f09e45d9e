/** What stands on buttons and selects. Amounts are dollars as they are shown, such as "$0.05". */
export const controls = {
  askModerator: 'Ask a moderator',
  approveOnce: 'Approve once',
  approveAndRaise: (amounts: string): string => `Approve and raise by ${amounts}`,
  deny: 'Deny',
  raise: (amount: string): string => `Raise by ${amount}`,
  pause: 'Pause',
  resume: 'Resume',
  limitEach: (amount: string): string => `Limit each member to ${amount}`,
  allowServer: 'Allow this server',
  disallowServer: 'Allow it no longer',
  setBudget: (amount: string): string => `Set the budget to ${amount}`,
  forgetDeleted: 'Forget what was deleted',
  forgetDeletedOpensAll: 'Forget what was deleted; pictures everywhere',
  useZone: (zone: string): string => `Use ${zone}`,
  cancel: 'Cancel',
  delete: 'Delete',
  reroll: (index: number | null): string => numbered('Reroll', index),
  vary: (index: number | null): string => numbered('Vary', index),
  remix: (index: number | null): string => numbered('Remix', index),
  rerollWith: (index: number | null): string => `${numbered('Reroll', index)} with…`,
  rerollAll: 'Reroll all',
  varyAll: 'Vary all',
  tryAgain: (index: number | null): string => `${numbered('Try', index)} again`,
  withPrice: (label: string, price: string): string => `${label} · ${price}`,
  sameSeed: (price: string): string => `Same seed · ${price}`,
};

function numbered(verb: string, index: number | null): string {
  return index === null ? verb : `${verb} ${index}`;
}
