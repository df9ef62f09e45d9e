import { en } from './en/en.ts';

/** What every language has to say: one that leaves something out does not compile. */
export type Wording = typeof en;

/** The language that the bot speaks. Another one is a folder beside `en`, and a choice here. */
export const wording: Wording = en;
