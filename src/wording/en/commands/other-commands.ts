/** What Discord shows of `/krea-setup` while it is typed. */
export const kreaSetup = {
  description: 'What is right and wrong with pictures in this server, and how to fix it',
  channel: 'Another channel to look at besides this one',
};

/** What Discord shows of `/krea-show` while it is typed. */
export const kreaShow = {
  description: 'Bring back a picture made here, with its buttons; costs nothing',
  id: 'The id below the result, or one of your latest',
  public: 'Show it to everyone here (default: only to you)',
};

/** What Discord shows of `/krea-wallet` while it is typed. */
export const kreaWallet = {
  description: 'What you have left for pictures here and why, and what each kind costs',
};
