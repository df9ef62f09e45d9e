import type { App } from '../app/app.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Meter } from '../ports/meter.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { IsAgeRestricted, IsMentionable, OwnMember, PermissionsIn } from '../ports/server.ts';
import type { Cards } from '../ports/store/cards.ts';
import type { PendingAnswers } from '../ports/store/pending-answers.ts';
import { createDiscordClient, createDiscordRest } from './connection/client.ts';
import { createGateway } from './connection/gateway.ts';
import type { Gateway } from './connection/gateway.ts';
import { readIdentity } from './connection/identity.ts';
import { keepToken } from './connection/keep-token.ts';
import type { KeptToken } from './connection/keep-token.ts';
import { createOwnMember } from './connection/own-member.ts';
import { retryDiscord } from './connection/retry-discord.ts';
import { createTransport } from './connection/transport.ts';
import type { Command } from './interactions/command.ts';
import type { Button } from './interactions/press.ts';
import { registerCommands } from './interactions/registration.ts';
import { createRouter } from './interactions/router.ts';
import { createTellCutOff } from './interactions/tell-cut-off.ts';
import { createCards } from './publishing/card-publisher.ts';
import { createPublisher } from './publishing/publisher.ts';
import { createIsAgeRestricted, createIsMentionable, createPermissionsIn } from './rest/channel-permissions.ts';
import { createDirectory } from './rest/directory.ts';

export interface DiscordDeps {
  apiUrl: string;
  token: string;
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
}

/** What the application asks of Discord. */
export interface DiscordPorts {
  publisher: Publisher;
  cards: Cards;
  directory: Directory;
  permissionsIn: PermissionsIn;
  isAgeRestricted: IsAgeRestricted;
  isMentionable: IsMentionable;
  ownMember: OwnMember;
}

/** What handles what members do. */
export interface Handlers {
  app: App;
  commands: readonly Command[];
  buttons: readonly Button[];
  pendingAnswers: PendingAnswers;
  meter?: Meter;
  /** Called when Discord ends the connection for good: only a new start, or another token, helps. */
  onFatal(reason: string): void;
}

/** The way in for members. */
export interface Entrance {
  gateway: Gateway;
  /**
   * Answers the interactions that an earlier process left open, in the background; to be called before the gateway
   * opens.
   */
  tellCutOff(): void;
  /** Registers the commands and lets people in. */
  open(): Promise<void>;
  /** Resolves when no interaction is open any more. */
  finishAnswers(): Promise<void>;
}

export interface Discord {
  token: KeptToken;
  /** Asks Discord for the bot's ids, again and again while it cannot be reached. */
  identify(): Promise<{ applicationId: string; ports: DiscordPorts }>;
  /** Builds the way in for members. */
  entrance(applicationId: string, handlers: Handlers): Entrance;
  close(): Promise<void>;
}

/** Builds everything that speaks to Discord over one client. */
export function createDiscord({ apiUrl, token, clock, log, stopping }: DiscordDeps): Discord {
  const transport = createTransport();
  const client = createDiscordClient(apiUrl, transport);
  const rest = createDiscordRest(apiUrl, transport);
  const basics = { clock, log, stopping };

  return {
    token: keepToken(rest, token, basics),
    async identify() {
      const { applicationId, botUserId } = await retryDiscord('reach Discord', () => readIdentity(rest), basics);
      return {
        applicationId,
        ports: {
          publisher: createPublisher({ rest, applicationId, botUserId, clock, log }),
          cards: createCards({ rest, applicationId, botUserId, log }),
          directory: createDirectory(rest),
          permissionsIn: createPermissionsIn(rest),
          isAgeRestricted: createIsAgeRestricted(rest),
          isMentionable: createIsMentionable(rest),
          ownMember: createOwnMember(rest, botUserId),
        },
      };
    },
    entrance(applicationId, { app, commands, buttons, pendingAnswers, meter, onFatal }) {
      const counting = meter === undefined ? {} : { meter };
      const router = createRouter({ ...basics, rest, app, commands, buttons, pendingAnswers, ...counting });
      const gateway = createGateway({ ...basics, client, rest, token, route: router.route, onFatal });
      const register = (): Promise<void> => registerCommands(rest, applicationId, commands, log);
      const tellCutOff = createTellCutOff({ ...basics, rest, app, pendingAnswers });
      return {
        gateway,
        tellCutOff() {
          void tellCutOff().catch((error: unknown) =>
            log.error({ err: error }, 'whom a restart cut off could not be told'),
          );
        },
        async open() {
          await retryDiscord('register the commands', register, basics);
          await gateway.login();
        },
        finishAnswers: router.drain,
      };
    },
    close: () => transport.close(),
  };
}
