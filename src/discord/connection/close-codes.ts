import { GatewayCloseCodes } from 'discord.js';

/** What it means when Discord ends a connection for good, in words for the operator. */
const CLOSE_WORDS: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: 'Discord does not accept DISCORD_TOKEN: reset it in the developer portal',
  [GatewayCloseCodes.InvalidShard]: 'the number of shards does not fit: start again',
  [GatewayCloseCodes.ShardingRequired]:
    'the bot is in more servers than its shards may hold: start it again, and it asks for more of them',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord does not speak this version any more: update the bot',
  [GatewayCloseCodes.InvalidIntents]: 'Discord does not know what the bot asks to hear of: update the bot',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not let the bot hear of what it asks for: look at Bot in the developer portal',
};

/** What a close code that ends the connection for good means. */
export function describeCloseCode(code: number): string {
  return CLOSE_WORDS[code] ?? 'Discord ended the connection for good';
}
