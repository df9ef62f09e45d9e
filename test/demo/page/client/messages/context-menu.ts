import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';

import type { Message } from '../../wire/message.ts';
import type { MenuCommand, PlaceState } from '../../wire/state.ts';
import { actAndShow } from '../api.ts';
import { Icon } from '../chrome/icon.ts';
import type { IconName } from '../chrome/icon.ts';
import { place } from '../state.ts';
import { noteFailure } from './failures.ts';

type Target = { kind: 'message'; message: Message } | { kind: 'user'; userId: string };
type Entry = { label: string; icon: IconName; isDangerous?: boolean; run: () => void };

const open = signal<{ target: Target; x: number; y: number } | null>(null);

/** Opens the menu of a message or a person where the pointer is, or below the button that was used. */
export function openMenu(event: MouseEvent, target: Target): void {
  event.preventDefault();
  event.stopPropagation();
  const from = event.currentTarget instanceof Element ? event.currentTarget.getBoundingClientRect() : new DOMRect();
  const isPointer = event.clientX > 0 || event.clientY > 0;
  open.value = { target, x: isPointer ? event.clientX : from.left, y: isPointer ? event.clientY : from.bottom };
}

/** The menu with what can be done, the bot's own commands among it. */
export function ContextMenu() {
  const menu = useRef<HTMLDialogElement>(null);
  const now = open.value;
  useEffect(() => {
    const { current } = menu;
    if (now === null || current === null) return;
    current.showModal();
    const { width, height } = current.getBoundingClientRect();
    current.style.left = `${Math.max(8, Math.min(now.x, innerWidth - width - 8))}px`;
    current.style.top = `${Math.max(8, Math.min(now.y, innerHeight - height - 8))}px`;
  }, [now]);
  const here = place.value;
  if (now === null || here === null) return null;
  const close = (): void => void (open.value = null);
  return html`
    <dialog class="menu" ref=${menu} aria-label="Actions" onClose=${close} onClick=${close} onKeyDown=${moveFocus}>
      ${entriesFor(now.target, here).map(
        ({ label, icon, isDangerous, run }) => html`
          <button key=${label} data-dangerous=${isDangerous === true} onClick=${run}>
            <span>${label}</span><${Icon} name=${icon} />
          </button>
        `,
      )}
    </dialog>
  `;
}

function entriesFor(target: Target, { me, here, menus }: PlaceState): Entry[] {
  const id = target.kind === 'message' ? target.message.id : target.userId;
  const apps = menus.filter((menu) => menu.target === target.kind).map((menu) => appEntry(menu, id, here.channelId));
  const copyId: Entry = {
    label: target.kind === 'message' ? 'Copy message ID' : 'Copy user ID',
    icon: 'copy',
    run: () => void navigator.clipboard.writeText(id),
  };
  if (target.kind === 'user') return [...apps, copyId];
  const { message } = target;
  const mayRemove = message.isEphemeral || message.author.id === me.id || here.mayManageMessages;
  const remove: Entry = {
    label: 'Delete message',
    icon: 'trash',
    isDangerous: true,
    run: () => void actAndShow({ do: 'remove', messageId: id }),
  };
  return [...apps, copyId, ...(mayRemove ? [remove] : [])];
}

function appEntry({ name }: MenuCommand, targetId: string, channelId: string): Entry {
  const run = async (): Promise<void> => {
    const { kind } = await actAndShow({ do: 'menu', name, targetId });
    if (kind === 'no-answer') noteFailure(channelId, null, 'The application did not respond.');
  };
  return { label: name, icon: 'send', run: () => void run() };
}

function moveFocus(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || !(event.currentTarget instanceof Element)) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((at + by) % buttons.length)?.focus();
}
