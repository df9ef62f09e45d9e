import { describe, expect, test } from 'vitest';

import { submissionOf } from '../../contract/image-api.contract.ts';
import { mockKrea } from './mocked-krea.ts';
import { client } from './network.ts';

const ACCEPTED = {
  job_id: 'job-1',
  status: 'queued',
  created_at: '2026-11-01T12:00:00Z',
  completed_at: null,
  result: null,
};

test.for(['medium', 'large', 'medium-turbo'] as const)(
  '%s is asked for by its path, with the token',
  async (variant) => {
    const { krea, asked } = mockKrea([[200, ACCEPTED]]);
    const submission = submissionOf('a lighthouse');
    await krea.submit({ ...submission, request: { ...submission.request, variant } });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: `/generate/image/krea/krea-2/${variant}`,
      headers: { authorization: 'Bearer uuid:hush-hush', 'content-type': 'application/json' },
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({ prompt: 'a lighthouse', resolution: '1K' });
    expect(asked[0]?.headers).not.toHaveProperty('x-webhook-url');
  },
);

test('the webhook is asked for in a header', async () => {
  const { krea, asked } = mockKrea([[200, ACCEPTED]]);
  await krea.submit({ ...submissionOf('x'), webhookUrl: 'https://bot.example/hooks/krea/1' });
  expect(asked[0]?.headers).toMatchObject({ 'x-webhook-url': 'https://bot.example/hooks/krea/1' });
});

test('a request that Krea would refuse as malformed is not sent', async () => {
  const { krea, asked } = mockKrea([]);
  const outcome = await krea.submit({ ...submissionOf('x'), referenceUrls: ['https://up.krea.ai/of-nothing.png'] });
  expect(outcome).toEqual({
    kind: 'rejected',
    failure: { reason: 'internal' },
    detail: 'the request does not fit the schema',
  });
  expect(asked).toEqual([]);
});

test('a header that cannot be written is our mistake, and waiting does not mend it', async () => {
  const { krea } = client('http://127.0.0.1:1');
  const outcome = await krea.submit({ ...submissionOf('x'), webhookUrl: 'https://bot.example/\nhooks' });
  expect(outcome).toMatchObject({ kind: 'rejected', failure: { reason: 'internal' } });
});

describe('the log', () => {
  test('says nothing of outcomes: whoever asked has the facts, and logs them once', async () => {
    const answers: [number, unknown][] = [
      [200, ACCEPTED],
      [401, { message: 'Unauthorized' }],
      [402, { message: 'top up' }],
      [404, { error: 'Not found' }],
      [410, { error: 'model_unavailable' }],
      [422, { issues: [{ path: ['seed'], message: 'Too big' }] }],
      [422, { error: 'nsfw' }],
      [429, { error: 'busy' }],
      [500, '<html></html>'],
    ];
    const { krea, lines } = mockKrea(answers);
    const outcomes = [];
    for (const _ of answers) outcomes.push(await krea.submit(submissionOf('x')));
    expect(lines).toEqual([]);
    expect(outcomes[5]).toEqual({
      kind: 'rejected',
      failure: { reason: 'invalid-request', field: 'seed' },
      detail: '422: Too big (setting seed)',
    });
  });

  test('it never holds the prompt, the token or a link', async () => {
    const prompt = 'an unspeakable thing, "quoted"';
    const echo = {
      error: `Bad ${prompt}`,
      issues: [{ path: ['prompt'], message: `'${prompt}' with uuid:hush-hush at https://x.krea.ai/1?sig=2` }],
    };
    const { krea, text } = mockKrea([
      [422, echo],
      [400, JSON.stringify(echo)],
      [500, echo],
      [401, echo],
      [200, echo],
    ]);
    for (let count = 0; count < 5; count += 1) {
      const outcome = await krea.submit(submissionOf(prompt));
      expect(JSON.stringify(outcome)).not.toMatch(/unspeakable|hush|sig=/);
    }
    expect(text()).not.toMatch(/unspeakable|hush|sig=/);
  });

  test('a model that will be retired is announced once', async () => {
    const going = { deprecation: 'true', sunset: 'Sat, 31 Jul 2027 00:00:00 GMT' };
    const { krea, lines } = mockKrea([
      [200, ACCEPTED, going],
      [200, ACCEPTED, going],
      [200, ACCEPTED, { sunset: 'bad\tvalue' }],
    ]);
    const submission = submissionOf('x');
    await krea.submit(submission);
    await krea.submit(submission);
    await krea.submit({ ...submission, request: { ...submission.request, variant: 'large' } });
    expect(lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields)).toEqual([
      { variant: 'medium', sunset: 'Sat, 31 Jul 2027 00:00:00 GMT' },
      { variant: 'large', sunset: null },
    ]);
  });
});
