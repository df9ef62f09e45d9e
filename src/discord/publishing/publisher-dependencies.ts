import type { REST } from 'discord.js';

import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';

/** The part of discord.js's REST that publishing takes. */
type PublishingRest = Pick<REST, 'get' | 'post' | 'patch'> & { readonly options: { readonly retries: number } };

export interface PublisherDependencies {
  rest: PublishingRest;
  applicationId: string;
  /** The bot's own user; for all but very old applications it has the application's id, which is the default. */
  botUserId?: string;
  clock: Pick<Clock, 'now'>;
  log: Log;
}
