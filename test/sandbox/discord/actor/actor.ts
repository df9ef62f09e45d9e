import { ApplicationCommandType, InteractionType } from 'discord.js';

import type { Upload } from '../cdn/attachments.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { directChannel, uploadLimit } from '../state/channels.ts';
import type { Channel, StoredMessage } from '../state/entities.ts';
import { openInteraction } from '../state/interactions.ts';
import type { Deed } from '../state/interactions.ts';
import type { JsonObject } from '../state/json.ts';
import { blankMessage, fill, post, removeMessage } from '../state/messages.ts';
import { allows, permissionsIn, speakPermission } from '../state/permissions.ts';
import type { World } from '../state/world.ts';
import { checkOffered, findCommand, isGuildInstallable } from './find-command.ts';
import { createHandle } from './handle.ts';
import type { InteractionHandle, ModalView } from './handle.ts';
import { fillModal } from './modal-values.ts';
import type { ModalFiles, ModalValues } from './modal-values.ts';
import type { OptionValues } from './options.ts';
import { buildPress } from './press.ts';
import { clientRefuses } from './refuse.ts';
import { wireResolved } from './resolve.ts';
import { buildSlash } from './slash.ts';
import { readMessage } from './view.ts';
import type { MessageView } from './view.ts';

/** How an event is delivered. */
export type Delivery = {
  /** The same event twice, as after a resume. */
  readonly deliverTwice?: boolean;
  /** Only to this session, when several processes are connected. */
  readonly deliverOnly?: string;
  /** Not at all until `redeliver` is called. */
  readonly hold?: boolean;
  /** Skip what Discord's client checks. */
  readonly forged?: boolean;
};
export type CommandDelivery = Delivery & { readonly attachments?: { readonly [option: string]: Upload } };

/** Where a person acts; without a channel, in their direct messages with the bot. */
export type Place = { readonly channelId?: string; readonly locale?: string };

type MessageRef = { readonly id: string } | string;

/** A person using Discord's client. */
export type Actor = ReturnType<typeof createActor>;

/** Makes a person act in a channel. */
export function createActor(world: World, gateway: Gateway, userId: string, place: Place) {
  if (!world.users.has(userId)) throw new Error(`The sandbox has no user ${userId}.`);
  const locale = place.locale ?? 'en-US';
  const channelHere = (): Channel => {
    const channel = place.channelId === undefined ? directChannel(world, userId) : world.channels.get(place.channelId);
    return channel ?? clientRefuses(`channel ${place.channelId} does not exist`);
  };
  const limit = (channel: Channel): number => uploadLimit(world, channel, userId);

  const send = (deed: Omit<Deed, 'userId' | 'locale'>, how: Delivery): InteractionHandle => {
    if (how.forged !== true && !allows(permissionsIn(world, userId, deed.channel), 'ViewChannel'))
      clientRefuses('this person does not see the channel');
    const interaction = openInteraction(world, { ...deed, userId, locale });
    let reached = 0;
    const deliver = (only?: string): number => {
      const count = gateway.deliver('INTERACTION_CREATE', () => interaction.payload, {
        guildId: interaction.guildId,
        ...(only === undefined ? {} : { only }),
      });
      reached += count;
      return count;
    };
    if (how.hold !== true) deliver(how.deliverOnly);
    if (how.deliverTwice === true) deliver(how.deliverOnly);
    return createHandle(world, interaction, deliver, () => reached);
  };

  const find = (ref: MessageRef, channel: Channel): StoredMessage => {
    const message = channel.messages.get(typeof ref === 'string' ? ref : ref.id);
    if (message === undefined || (message.ephemeralFor !== null && message.ephemeralFor !== userId))
      return clientRefuses('this person does not see the message');
    return message;
  };

  const slash = (
    type: InteractionType,
    name: string,
    values: OptionValues,
    focused: string | null,
    how: CommandDelivery,
  ): InteractionHandle => {
    const channel = channelHere();
    const typed = {
      type,
      name,
      values,
      focused,
      attachments: how.attachments ?? {},
      forged: how.forged === true,
      uploadLimit: limit(channel),
    };
    return send({ type, channel, ...buildSlash(world, channel, userId, typed) }, how);
  };
  const component = (
    ref: MessageRef,
    wanted: string,
    values: readonly string[] | null,
    how: Delivery,
  ): InteractionHandle => {
    const channel = channelHere();
    const source = find(ref, channel);
    const data = buildPress(world, channel, userId, source, { wanted, values, forged: how.forged === true });
    return send({ type: InteractionType.MessageComponent, channel, data, source }, how);
  };

  return {
    userId,
    /** Runs a slash command, such as `command('budget set', { amount: 5 })`. */
    command: (name: string, options: OptionValues = {}, how: CommandDelivery = {}) =>
      slash(InteractionType.ApplicationCommand, name, options, null, how),
    /** Asks for suggestions while `focused` is being typed. */
    autocomplete: (name: string, options: OptionValues, focused: string, how: CommandDelivery = {}) =>
      slash(
        InteractionType.ApplicationCommandAutocomplete,
        name,
        { ...options, [focused]: options[focused] ?? '' },
        focused,
        how,
      ),
    /** Presses a button, found by custom id or by label. */
    press: (message: MessageRef, customIdOrLabel: string, how: Delivery = {}) =>
      component(message, customIdOrLabel, null, how),
    select: (message: MessageRef, customId: string, values: readonly string[], how: Delivery = {}) =>
      component(message, customId, values, how),
    /** Sends a modal that an interaction has opened; fields by custom id or label, the others keep their defaults. */
    submit(modal: ModalView, values: ModalValues = {}, files: ModalFiles = {}, how: Delivery = {}): InteractionHandle {
      const channel = channelHere();
      const opener = world.interactions.get(modal.openedBy);
      if (opener?.userId !== userId && how.forged !== true) clientRefuses('the modal stands before somebody else');
      const source = channel.messages.get(opener?.sourceMessageId ?? '');
      const done = fillModal(world, channel, modal.input, {
        values,
        files,
        forged: how.forged === true,
        uploadLimit: limit(channel),
      });
      const data = {
        custom_id: modal.customId,
        components: done.components,
        resolved: wireResolved(world, channel, userId, { ...done, messages: [] }),
      };
      return send(
        { type: InteractionType.ModalSubmit, channel, data, openedBy: modal.openedBy, ...(source ? { source } : {}) },
        how,
      );
    },
    /** Uses a message or user command on a message or a user. */
    contextMenu(name: string, target: MessageRef, how: Delivery = {}): InteractionHandle {
      const channel = channelHere();
      const id = typeof target === 'string' ? target : target.id;
      const message = channel.messages.get(id);
      const type = message ? ApplicationCommandType.Message : ApplicationCommandType.User;
      const command = findCommand(world, channel, name, type);
      if (command === undefined && how.forged !== true) clientRefuses(`there is no command ${name} for this`);
      if (command && how.forged !== true) checkOffered(world, channel, userId, command);
      const resolved = wireResolved(world, channel, userId, {
        ids: message ? [] : [id],
        attachments: [],
        messages: message ? [find(target, channel)] : [],
      });
      return send(
        {
          type: InteractionType.ApplicationCommand,
          commandType: type,
          channel,
          data: { id: command?.id ?? world.ids.next(), name, type, target_id: id, resolved },
          guildInstallable: isGuildInstallable(command),
        },
        how,
      );
    },
    /** Sends any interaction data at all. */
    forge: (type: InteractionType, data: JsonObject, source?: MessageRef): InteractionHandle => {
      const channel = channelHere();
      return send(
        { type, channel, data, ...(source === undefined ? {} : { source: find(source, channel) }) },
        { forged: true },
      );
    },
    /** Writes an ordinary message. */
    say(content: string, files: readonly Upload[] = []): MessageView {
      const channel = channelHere();
      if (!allows(permissionsIn(world, userId, channel), 'ViewChannel', speakPermission(channel)))
        clientRefuses('this person may not write here');
      const message = blankMessage(world, channel, { authorId: userId, ephemeralFor: null, interactionId: null });
      fill(
        world,
        channel,
        message,
        {
          body: { content },
          files: files.map((file, index) => ({ ...file, key: String(index) })),
          uploadLimit: limit(channel),
        },
        'create',
      );
      return readMessage(world, post(world, channel, message));
    },
    /** Deletes a message as a moderator would, or dismisses an ephemeral one. */
    remove: (message: MessageRef): void => removeMessage(world, find(message, channelHere())),
    /** What this person sees in the channel. */
    sees: (): MessageView[] =>
      [...channelHere().messages.values()]
        .filter((one) => one.ephemeralFor === null || one.ephemeralFor === userId)
        .map((one) => readMessage(world, one)),
  };
}
