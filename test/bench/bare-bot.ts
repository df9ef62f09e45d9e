/**
 * The least that a discord.js bot can be: acknowledges every interaction and does nothing else.
 * Run as its own process: `node bare-bot.ts <api address> <token> [intents as a number, 0 unless told]`.
 */
import process from 'node:process';

import { Client, Events } from 'discord.js';

const [api = '', token = '', intents = '0'] = process.argv.slice(2);
const client = new Client({ intents: Number(intents), rest: { api } });
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isRepliable()) void interaction.deferReply();
});
await client.login(token);
