/** What Discord shows of `/krea-setup` while it is typed. */
export const kreaSetup = {
  description: 'Check this server’s setup for pictures, and fix what’s wrong',
  channel: 'Another channel to check besides this one',
};

/** What Discord shows of `/krea-show` while it is typed. */
export const kreaShow = {
  description: 'Bring back a picture made here, with its buttons, for free',
  id: 'The id below the result, or one of your latest',
  public: 'Show it to everyone here (default: only to you)',
};

/** What Discord shows of `/krea-wallet` while it is typed. */
export const kreaWallet = {
  description: 'What you have left to spend here, why, and what pictures cost',
};
