import { z } from 'zod';

import type { Actor, DiscordSandbox } from '../sandbox/discord/index.ts';
import type { KreaSandbox } from '../sandbox/krea/index.ts';

/** A picture to be carried: where it is, and the reply that it is to be edited into. */
export interface Parcel {
  from: string;
  /** Discord's address without its version, and the route below. */
  api: string;
  route: `/${string}`;
}

const acceptedSchema = z.object({ job_id: z.string() });
const finishedSchema = z.object({ result: z.object({ urls: z.tuple([z.url()]) }) });

/**
 * Has the pictures of the bot's jobs painted a second time, in jobs of our own, and opens a reply for each.
 * The painter keeps what it painted: afterwards both sides download without waiting for it.
 */
export async function prepareParcels(
  discord: DiscordSandbox,
  krea: KreaSandbox,
  person: Actor,
  jobs: readonly string[],
): Promise<{ list: Parcel[]; bytesEach: number }> {
  const list: Parcel[] = [];
  let bytes = 0;
  for (const { request, variant } of krea.jobs().filter(({ id }) => jobs.includes(id))) {
    const accepted = await ask(`${krea.url}/generate/image/krea/krea-2/${variant}`, krea.token, request);
    const { job_id: id } = acceptedSchema.parse(accepted);
    krea.complete(id);
    const { result } = finishedSchema.parse(await ask(`${krea.url}/jobs/${id}`, krea.token));
    const [from] = result.urls;
    bytes += (await (await fetch(from)).arrayBuffer()).byteLength;
    list.push({ from, api: discord.apiUrl, route: await openReply(discord, person) });
  }
  return { list, bytesEach: Math.round(bytes / list.length) };
}

/** Acknowledges an interaction that no bot hears of; tells where its reply is edited. */
async function openReply({ apiUrl, applicationId }: DiscordSandbox, person: Actor): Promise<`/${string}`> {
  const { id, token } = person.command('krea', { prompt: 'aurora in soft light' }, { hold: true });
  const answer = await fetch(`${apiUrl}/v10/interactions/${id}/${token}/callback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'DiscordBot (bench, 1)' },
    body: JSON.stringify({ type: 5 }),
  });
  if (!answer.ok) throw new Error(`The reply could not be opened: ${answer.status}.`);
  return `/webhooks/${applicationId}/${token}/messages/@original`;
}

async function ask(url: string, token: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(
    url,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`Krea answered with ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}
