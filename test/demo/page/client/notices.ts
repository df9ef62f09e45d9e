import { signal } from '@preact/signals';

export interface Notice {
  id: number;
  text: string;
}

/** Short words at the edge of the page, gone by themselves. */
export const notices = signal<readonly Notice[]>([]);

const SHOWN_MS = 6_000;
let next = 1;

/** Shows a notice for some seconds. */
export function notify(text: string): void {
  const notice = { id: next, text };
  next += 1;
  notices.value = [...notices.value, notice];
  setTimeout(() => dismiss(notice.id), SHOWN_MS);
}

/** Takes a notice away. */
export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
