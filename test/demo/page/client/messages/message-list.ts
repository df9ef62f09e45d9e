import { html } from 'htm/preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import type { Message } from '../../wire/message.ts';
import { messages, place } from '../state.ts';
import { failures } from './failures.ts';
import { followEnd, isFollowing } from './follow.ts';
import { Failure, MessageItem } from './message-item.ts';

const TOGETHER_MS = 7 * 60_000;
const NEAR_END_PX = 120;

/** The messages of the channel; it stays at its end unless somebody has scrolled up. */
export function MessageList() {
  const box = useRef<HTMLDivElement>(null);
  const list = messages.value;
  const channelId = place.value?.here.channelId;

  useLayoutEffect(followEnd, [channelId]);
  useLayoutEffect(() => {
    if (isFollowing.value) scrollToEnd(box.current);
  }, [list, failures.value, isFollowing.value]);
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    // Pictures that load late, and a command box that grows, must not push the end out of sight.
    const observer = new ResizeObserver(() => {
      if (isFollowing.value) scrollToEnd(current);
    });
    observer.observe(current);
    for (const child of current.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    const { current } = box;
    if (current !== null)
      isFollowing.value = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END_PX;
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
    ${isFollowing.value ? null : html`<button class="jump" onClick=${followEnd}>You’re viewing older messages · <b>Jump to present</b></button>`}
  `;
}

function Beginning() {
  const here = place.value?.here;
  if (here === undefined) return null;
  const words =
    here.guildId === null
      ? `This is the beginning of your direct message history with ${here.name}.`
      : `This is the start of the #${here.name} channel.`;
  return html`<li class="beginning">
    <h2>${here.guildId === null ? here.name : `Welcome to #${here.name}!`}</h2>
    <p>${words}</p>
  </li>`;
}

/** A message of the same author soon after the last one stands below it, without a head of its own. */
function followsOn(message: Message, before: Message | undefined): boolean {
  if (before === undefined || before.author.id !== message.author.id) return false;
  if (
    message.commandName !== null ||
    (message.interaction_metadata ?? null) !== null ||
    before.isEphemeral !== message.isEphemeral
  )
    return false;
  if ((message.message_reference ?? null) !== null) return false;
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER_MS;
}

function scrollToEnd(box: HTMLElement | null): void {
  if (box !== null) box.scrollTop = box.scrollHeight;
}
