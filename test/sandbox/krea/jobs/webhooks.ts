import type { Clock } from '../clock.ts';

export type WebhookEntry = {
  jobId: string;
  url: string;
  body: Record<string, unknown>;
  at: number;
  /** What the receiver answered, or why there is no answer. */
  answer: number | string;
};
type Post = { jobId: string; url: string; body: Record<string, unknown> };
export type Webhooks = ReturnType<typeof createWebhooks>;

/** Posts webhooks: once each, never again after a failure, as nothing else is documented. */
export function createWebhooks(clock: Clock, announce: (entry: WebhookEntry) => void) {
  const sent: WebhookEntry[] = [];
  const stopped = new AbortController();
  const open = new Set<Promise<void>>();
  let held: Post[] | undefined;

  async function post({ jobId, url, body }: Post): Promise<void> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(10_000)]),
    }).then(
      async (response) => {
        await response.arrayBuffer().catch(() => undefined);
        return response.status;
      },
      (error: unknown) => String(error),
    );
    const entry = { jobId, url, body, at: clock.now(), answer };
    sent.push(entry);
    announce(entry);
  }

  async function send(posts: readonly Post[]): Promise<void> {
    const inTurn = async (): Promise<void> => {
      for (const hook of posts) await post(hook);
    };
    const done = inTurn().finally(() => open.delete(done));
    open.add(done);
    await done;
  }

  return {
    /** Posts in the given order, or keeps everything back while held. */
    async deliver(posts: readonly Post[]): Promise<void> {
      if (held !== undefined) {
        held.push(...posts);
        return;
      }
      await send(posts);
    },
    hold(): void {
      held ??= [];
    },
    /** Posts what was held back, the newest first when `reversed`. */
    async release(order: 'kept' | 'reversed' = 'kept'): Promise<void> {
      const posts = held ?? [];
      held = undefined;
      await send(order === 'kept' ? posts : posts.toReversed());
    },
    /** When everything that is being posted has its answer. */
    async idle(): Promise<void> {
      await Promise.all(open);
    },
    sent: (): WebhookEntry[] => [...sent],
    async stop(): Promise<void> {
      stopped.abort();
      await Promise.all(open);
    },
  };
}
