import type { ServerResponse } from 'node:http';

import type { PageState } from '../wire/state.ts';
import type { BookReader } from './ledger.ts';
import type { MediaLinks } from './media-links.ts';
import { readMessages } from './message-list.ts';
import { readPanel } from './panel.ts';
import { readPlace } from './place.ts';
import type { Stage } from './stage.ts';
import type { Switchboard } from './switches.ts';

export interface StreamParts {
  stage: Stage;
  books: BookReader;
  links: MediaLinks;
  switchboard: Switchboard;
}

/** Streams what one person sees in one channel, as server-sent events: each part of it whenever it has changed. */
export function streamState(
  parts: StreamParts,
  who: { userId: string; channelId: string },
  response: ServerResponse,
): void {
  const { stage, links } = parts;
  const sent = new Map<keyof PageState, string>();
  let isReading = false;
  let isStale = false;

  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });

  function send<Part extends keyof PageState>(part: Part, value: PageState[Part]): void {
    const text = JSON.stringify(value);
    if (sent.get(part) === text) return;
    sent.set(part, text);
    response.write(`event: ${part}\ndata: ${text}\n\n`);
  }

  async function read(): Promise<void> {
    const place = readPlace(stage, who.userId, who.channelId);
    const { channelId } = place.here;
    send('place', place);
    send('messages', readMessages(stage, links, place.me.id, channelId));
    send('panel', await readPanel(parts, place.me.id, channelId));
  }

  /** Reads once more after a reading that was overtaken, never two at a time. */
  async function refresh(): Promise<void> {
    isStale = true;
    if (isReading) return;
    isReading = true;
    try {
      while (isStale && !response.destroyed) {
        isStale = false;
        await read();
      }
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined);
    } finally {
      isReading = false;
    }
  }

  const unsubscribe = stage.pulse.on(() => void refresh());
  response.on('close', unsubscribe);
  void refresh();
}
