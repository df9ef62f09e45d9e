import { describe, expect, test } from 'vitest';

import { createSendResult } from '../../../src/discord/publishing/send-result.ts';
import { messageSample } from '../samples.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const rest = {
  get: async () => undefined,
  post: async () => undefined,
  patch: async () => undefined,
  options: { retries: 0 },
};

describe('sending results', () => {
  test('uploads eight at once and no more, and all of them in the end', async () => {
    const send = createSendResult({ rest, log: quiet });
    let [running, most] = [0, 0];
    const attempt = async (): Promise<unknown> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { id: '1', channel_id: '2' };
    };
    const outcomes = await Promise.all(Array.from({ length: 40 }, async () => send(messageSample(), false, attempt)));
    expect(most).toBe(8);
    expect(outcomes.every(({ kind }) => kind === 'published')).toBe(true);
  });

  test('hands out fresh bodies and files to each attempt', async () => {
    const send = createSendResult({ rest, log: quiet });
    const message = messageSample();
    const seen: { count: number }[] = [];
    for (let time = 0; time < 2; time += 1) {
      await send(message, false, async (body) => {
        seen.push({ count: body.attachments.length });
        body.attachments.push({ id: 9, filename: 'mutated.png' });
        return { id: '1', channel_id: '2' };
      });
    }
    expect(seen).toStrictEqual([{ count: 1 }, { count: 1 }]);
  });

  test('does not know what an answer means that is none', async () => {
    const send = createSendResult({ rest, log: quiet });
    expect(await send(messageSample(), false, async () => ({ ok: true }))).toStrictEqual({ kind: 'unclear' });
  });

  test('lets a bug of our own be seen', async () => {
    const send = createSendResult({ rest, log: quiet });
    const broken = messageSample();
    Reflect.set(broken.generation, 'pictures', undefined);
    await expect(send(broken, false, async () => undefined)).rejects.toThrow(TypeError);
  });
});
