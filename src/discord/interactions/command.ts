import type { APIApplicationCommandOptionChoice, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';

import type { Refused } from '../../core/picture/refusal.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { MessageBody, MessageFile } from '../render/rendered.ts';
import type { Options } from './command-options.ts';

/** Words, and the files that they list. */
export interface Said {
  say: MessageBody;
  files?: MessageFile[];
}

/**
 * What becomes of the "thinking…" reply: words now, with more messages that only its user sees, where one does not hold
 * everything; or a result that is delivered later.
 */
export type CommandAnswer = (Said & { more?: AsyncIterable<Said> }) | 'later' | Refused;

/** A command whose options are read: whether only its user sees the answer, and what to do. */
export interface Call {
  isPrivate: boolean;
  run(visitor: Visitor): Promise<CommandAnswer>;
}

/** One slash command: its definition as Discord knows it, and what it does. */
export interface Command {
  definition: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /**
   * Reads the options. What can be refused without asking anybody is refused here, before Discord shows "thinking…".
   */
  read(visitor: Visitor, options: Options): Call | Refused;
  /** Suggestions for the option being typed. */
  suggest?(
    visitor: Visitor,
    focused: { name: string; text: string; subcommand: string | null },
  ): Promise<APIApplicationCommandOptionChoice<string>[]>;
}
