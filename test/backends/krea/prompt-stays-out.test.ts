import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { wordsOf } from '../../../src/core/known-words.ts';
import { submissionOf } from '../../contract/image-api.contract.ts';
import { mockKrea } from './mocked-krea.ts';

const word = fc.string({ unit: fc.constantFrom('q', 'x', 'z', 'в', 'щ', '鹭', 'ß'), minLength: 2, maxLength: 8 });
const prompts = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));

/** Ways in which an answer may repeat what was asked for. */
const bodies: readonly ((echo: string) => unknown)[] = [
  (echo) => ({ error: `Request blocked: ${echo} is not permitted` }),
  (echo) => ({ error: { code: echo, message: echo } }),
  (echo) => ({ detail: [{ loc: ['body', echo], msg: echo, type: echo }] }),
  (echo) => ({ issues: [{ path: [echo.replaceAll(' ', '.')], message: echo }] }),
  (echo) => ({ details: [{ path: echo, message: `"${echo.slice(0, -1)}` }] }),
  (echo) => ({ message: JSON.stringify({ error: echo }) }),
  (echo) => `<html><title>${echo}</title></html>`,
  (echo) => echo,
];
const outcomeSchema = z.union([
  z.object({ detail: z.string() }).transform(({ detail }) => [detail]),
  z.object({ reason: z.instanceof(Error) }).transform(({ reason }) => [reason.message]),
  z.object({ value: z.object({ detail: z.string() }) }).transform(({ value }) => [value.detail]),
]);

/** What the application logs of an outcome: its detail, or the error's words. */
function loggedOf(outcome: unknown): string[] {
  return outcomeSchema.safeParse(outcome).data ?? [];
}

const statuses = [400, 401, 402, 403, 404, 408, 410, 418, 422, 429, 500, 503];

test('no word of a prompt gets into what is logged, whatever Krea answers to whatever it is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      prompts,
      fc.constantFrom(...bodies),
      fc.constantFrom(...statuses),
      fc.nat(),
      async (prompt, bodyOf, status, from) => {
        const echo = prompt.slice(from % prompt.length).trim() || prompt;
        const body = bodyOf(echo);
        const headers = { deprecation: 'true', sunset: `on ${encodeURIComponent(echo).replaceAll('%', '')}` };
        const failed = { job_id: 'job-1', status: 'failed', error: body, result: { error: echo } };
        const { krea, text } = mockKrea([
          [status, body, headers],
          [200, failed],
          [status, body],
          [status, body],
          [status, body],
          [status, body],
        ]);
        const submission = submissionOf('x');
        const outcomes = [
          await krea.submit({ ...submission, request: { ...submission.request, prompt } }),
          await krea.look('job-1'),
          ...(await Promise.allSettled([
            krea.look('job-1'),
            krea.upload(new Uint8Array([1]), 'image/png'),
            krea.cancel('job-1'),
            krea.jobsSince(0),
          ])),
        ];
        const details = outcomes.flatMap(loggedOf);
        expect(details.length).toBeGreaterThan(2);
        const told = new Set(wordsOf([text(), ...details].join('\n')));
        expect(wordsOf(prompt).filter((one) => told.has(one))).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
