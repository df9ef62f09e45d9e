import { z } from 'zod';

import type { Studio } from './studio.ts';

const answerSchema = z.object({ job_id: z.string() });

/** Somebody else uses the same account at Krea; returns the id of their job. */
export async function submitByHand({ krea }: Studio): Promise<string> {
  const answer = await fetch(`${krea.url}/generate/image/krea/krea-2/medium`, {
    method: 'POST',
    headers: { authorization: `Bearer ${krea.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'by hand', aspect_ratio: '1:1', resolution: '1K' }),
  });
  return answerSchema.parse(await answer.json()).job_id;
}
