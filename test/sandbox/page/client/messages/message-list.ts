import { html } from 'htm/preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import type { Message } from '../../wire/message.ts';
import { messages, place } from '../state.ts';
import { failures } from './failures.ts';
import { Failure, MessageItem } from './message-item.ts';

const TOGETHER_MS = 7 * 60_000;
const NEAR_END_PX = 120;

/** The messages of the channel; it stays at its end unless somebody has scrolled up. */
export function MessageList() {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const list = messages.value;
  const channelId = place.value?.here.channelId;

  useLayoutEffect(() => {
    if (isAtEnd.current) scrollToEnd(box.current);
  }, [list, failures.value]);
  useLayoutEffect(() => {
    isAtEnd.current = true;
    scrollToEnd(box.current);
  }, [channelId]);
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    // Pictures that load late, and a command box that grows, must not push the end out of sight.
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) scrollToEnd(current);
    });
    observer.observe(current);
    for (const child of current.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    const { current } = box;
    if (current !== null) isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END_PX;
  };
  return html`
    <div class="messages" ref=${box} onScroll=${onScroll} tabindex="0" aria-label="Messages">
      <ol class="messages-list" role="log" aria-live="polite">
        <${Beginning} />
        ${list.map((message, index) => html`<${MessageItem} key=${message.id} message=${message} isFirst=${!followsOn(message, list[index - 1])} />`)}
        ${failures.value
          .filter((failure) => failure.messageId === null && failure.channelId === channelId)
          .map((failure) => html`<li key=${failure.id}><${Failure} failure=${failure} /></li>`)}
      </ol>
    </div>
  `;
}

function Beginning() {
  const here = place.value?.here;
  if (here === undefined) return null;
  const words = here.guildId === null ? `This is the beginning of your direct message history with ${here.name}.` : `This is the start of the #${here.name} channel.`;
  return html`<li class="beginning"><h2>${here.guildId === null ? here.name : `Welcome to #${here.name}!`}</h2><p>${words}</p></li>`;
}

/** A message of the same author soon after the last one stands below it, without a head of its own. */
function followsOn(message: Message, before: Message | undefined): boolean {
  if (before === undefined || before.author.id !== message.author.id) return false;
  if (message.commandName !== null || (message.interaction_metadata ?? null) !== null || before.isEphemeral !== message.isEphemeral) return false;
  if ((message.message_reference ?? null) !== null) return false;
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER_MS;
}

function scrollToEnd(box: HTMLElement | null): void {
  if (box !== null) box.scrollTop = box.scrollHeight;
}
