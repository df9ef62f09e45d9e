import { signal } from '@preact/signals';

/** What is drawn over the chat where the window is narrow, or hidden beside it where it is wide. */
export const drawer = signal<'none' | 'nav' | 'panel'>(matchMedia('(min-width: 1150px)').matches ? 'panel' : 'none');

/** Opens a drawer, or closes it when it is open. */
export function toggleDrawer(which: 'nav' | 'panel'): void {
  drawer.value = drawer.value === which ? 'none' : which;
}

/** Back to the chat alone. */
export function closeDrawer(): void {
  drawer.value = 'none';
}

/** Leaves the list of channels after a choice; the panel may stay. */
export function leaveNav(): void {
  if (drawer.value === 'nav') closeDrawer();
}
