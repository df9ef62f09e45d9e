/**
 * The least that carrying pictures takes: downloads and uploads them, as many at once as it is told, and does
 * nothing else. Run as its own process over IPC: `{ parcels, atOnce }` in, `'done'` out.
 */
import process from 'node:process';

import { Agent, FormData, request } from 'undici';
import { z } from 'zod';

const orderSchema = z.object({ parcels: z.array(z.object({ from: z.url(), to: z.url() })), atOnce: z.int().positive() });
const agent = new Agent();

async function carry({ from, to }: { from: string; to: string }): Promise<void> {
  const bytes = await (await request(from, { dispatcher: agent })).body.arrayBuffer();
  const form = new FormData();
  form.append('payload_json', JSON.stringify({ attachments: [{ id: 0, filename: 'picture.png' }] }));
  form.append('files[0]', new Blob([bytes], { type: 'image/png' }), 'picture.png');
  const answer = await request(to, { dispatcher: agent, method: 'PATCH', body: form, headers: { 'user-agent': 'DiscordBot (bench, 1)' } });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`The upload was answered with ${answer.statusCode}.`);
}

process.on('message', (message) => {
  const { parcels, atOnce } = orderSchema.parse(message);
  const left = [...parcels];
  const carryOn = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await carry(next);
  };
  void Promise.all(Array.from({ length: atOnce }, carryOn)).then(() => process.send?.('done'));
});
process.send?.('ready');
