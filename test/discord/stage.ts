import { InteractionType, REST, Routes } from 'discord.js';

import type { Generation } from '../../src/core/picture/generation.ts';
import { createPublisher } from '../../src/discord/publishing/publisher.ts';
import { startDiscord } from '../sandbox/discord/index.ts';
import { generationSample } from './samples.ts';

/** A local Discord with one server, one channel and one member, and a publisher that talks to it. */
export async function createStage() {
  const discord = await startDiscord();
  const ann = discord.world.addUser({ name: 'ann' });
  const guild = discord.world.addGuild({ ownerId: ann.id });
  const channel = discord.world.addChannel(guild.id);
  const rest = new REST({ api: discord.apiUrl, version: '10', retries: 0, timeout: 5_000 }).setToken(discord.token);
  const logged: unknown[] = [];
  const note = (fields: object, message: string): void => void logged.push({ ...fields, message });
  let ahead = 0;
  const publisher = createPublisher({
    rest,
    applicationId: discord.applicationId,
    clock: { now: () => Date.now() + ahead },
    log: { debug: note, info: note, warn: note, error: note },
  });

  return {
    discord,
    publisher,
    ann,
    guild,
    channel,
    rest,
    logged,
    /** Lets the publisher believe that so much time has passed. */
    passTime: (milliseconds: number) => void (ahead += milliseconds),
    /** A generation whose interaction shows "thinking…" in the channel. */
    async ask(changes: Partial<Generation> = {}): Promise<Generation> {
      const asked = discord
        .as(ann.id, { channelId: channel.id })
        .forge(InteractionType.ApplicationCommand, { id: '1', name: 'krea', type: 1 });
      const flags = changes.isPrivate === true ? { flags: 64 } : {};
      await rest.post(Routes.interactionCallback(asked.id, asked.token), {
        auth: false,
        body: { type: 5, data: flags },
      });
      const [messageId] = discord
        .visibleTo(ann.id, channel.id)
        .filter(({ interactionId }) => interactionId === asked.id)
        .map(({ id }) => id);
      return generationSample({
        id: asked.id,
        place: { guildId: guild.id, channelId: channel.id },
        wallet: { scope: 'guild', id: guild.id },
        userId: ann.id,
        reply: { applicationId: discord.applicationId, token: asked.token, messageId: messageId ?? null },
        createdAt: Date.now(),
        ...changes,
      });
    },
    /** The message as the requester sees it now. */
    reply: (generation: Generation) => {
      const found = discord.visibleTo(ann.id, channel.id).find(({ interactionId }) => interactionId === generation.id);
      if (found === undefined) throw new Error('The reply is not to be seen.');
      return found;
    },
    /** What the bot posted in the channel besides its replies. */
    posts: () =>
      discord
        .messages(channel.id)
        .filter(({ interactionId, authorId }) => interactionId === null && authorId === discord.applicationId),
  };
}

export type Stage = Awaited<ReturnType<typeof createStage>>;
