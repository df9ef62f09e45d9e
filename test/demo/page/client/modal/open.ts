import { signal } from '@preact/signals';

import type { Modal } from '../../wire/modal.ts';

/** The form that the bot has opened, if any. */
export const modal = signal<Modal | null>(null);

/** Shows a form. */
export function openModal(it: Modal): void {
  modal.value = it;
}

/** Takes the form away, sent or not. */
export function closeModal(): void {
  modal.value = null;
}
