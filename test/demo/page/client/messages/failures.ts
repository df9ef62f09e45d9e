import { signal } from '@preact/signals';

/** Something that the bot did not answer: a command, or a control of a message. */
export interface Failed {
  id: number;
  channelId: string;
  messageId: string | null;
  words: string;
}

/** What Discord's client tells only the one who did it, and forgets. */
export const failures = signal<readonly Failed[]>([]);

let next = 1;

/** Notes that the bot has not answered; on a message, until its next use. */
export function noteFailure(channelId: string, messageId: string | null, words: string): void {
  clearFailure(messageId);
  failures.value = [...failures.value, { id: next, channelId, messageId, words }];
  next += 1;
}

/** Forgets what failed on a message. */
export function clearFailure(messageId: string | null): void {
  if (messageId !== null) failures.value = failures.value.filter((failure) => failure.messageId !== messageId);
}

/** Forgets one failure. */
export function dismissFailure(id: number): void {
  failures.value = failures.value.filter((failure) => failure.id !== id);
}
