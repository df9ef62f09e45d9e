import { signal } from '@preact/signals';

/** Whether the list stays at its end while messages arrive; not while somebody reads further up. */
export const isFollowing = signal(true);

/** Back to the end, as after sending something. */
export function followEnd(): void {
  isFollowing.value = true;
}
