import { z } from 'zod';

import type { DiscordSandbox } from '../../../sandbox/discord/index.ts';

const named = z.object({ data: z.object({ name: z.string() }) });

/** Remembers by what command each interaction began: messages show it, and the API's answers do not carry it. */
export function createCommandNames(discord: DiscordSandbox): (interactionId: string) => string | null {
  const names = new Map<string, string>();
  discord.on('interaction', ({ id, payload }) => {
    const parsed = named.safeParse(payload);
    if (parsed.success) names.set(id, parsed.data.data.name);
  });
  return (interactionId) => names.get(interactionId) ?? null;
}
