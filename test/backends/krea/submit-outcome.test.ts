import { describe, expect, test } from 'vitest';

import type { HttpResponse } from '../../../src/backends/http/http.ts';
import { submitOutcome } from '../../../src/backends/krea/submit-outcome.ts';

const PROMPT = 'a fox in a policy office, moderated by "cats"';

/** An answer with a JSON body, or with a string as it is. */
function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { kind: 'answer', status, headers, json, text, whole: true };
}

function outcomeOf(reply: Parameters<typeof submitOutcome>[0], hasReferences = false) {
  return submitOutcome(reply, { now: 0, secrets: { prompt: PROMPT, token: 'uuid:secret' }, hasReferences });
}

function failureOf(status: number, body: unknown, hasReferences = false) {
  const outcome = outcomeOf(answer(status, body), hasReferences);
  return outcome.kind === 'rejected' ? outcome.failure : outcome.kind;
}

describe('a submit is accepted', () => {
  test.for(['backlogged', 'queued', 'processing', 'something new'])('with a job id, in status %s', (status) => {
    const body = { job_id: '0b9c', status, created_at: '2026-11-01T12:00:00Z', completed_at: null, result: null };
    expect(outcomeOf(answer(200, body))).toEqual({ kind: 'accepted', remoteId: '0b9c' });
  });

  test('whatever else the answer holds or lacks', () => {
    expect(outcomeOf(answer(202, { job_id: 'a-1', error: {}, type: 7 }))).toEqual({
      kind: 'accepted',
      remoteId: 'a-1',
    });
  });
});

describe('it stays unclear whether there is a job', () => {
  test.for([
    ['an empty body', 200, ''],
    ['no job id', 200, { status: 'queued' }],
    ['an empty job id', 200, { job_id: '' }],
    ['a job id that is no text', 200, { job_id: 7 }],
    ['a job id that would change the path', 200, { job_id: '../styles' }],
    ['an error under status 200', 200, { error: 'run out of credits' }],
    ['half a body', 200, '{"job_id":"0b9c'],
    ['an HTML page', 200, '<html><title>Welcome</title></html>'],
    ['a redirect that may follow a taken request', 303, ''],
    ['a gateway that lost patience', 408, ''],
    ['a client that was given up', 499, ''],
    ['an error of the server', 500, '<html><title>500</title></html>'],
    ['a bad gateway', 502, { error: 'insufficient balance' }],
    ['an unavailable service', 503, { message: 'rejected by our content policy' }],
    ['a gateway timeout', 504, ''],
    ['a connection that the gateway says was refused', 521, ''],
  ] as const)('with %s (%i)', ([, status, body]) => {
    expect(outcomeOf(answer(status, body))).toEqual({ kind: 'unclear', detail: expect.any(String) });
  });

  test('when it was sent and nothing came back', () => {
    expect(outcomeOf({ kind: 'lost', code: 'ECONNRESET' })).toEqual({
      kind: 'unclear',
      detail: 'no answer (ECONNRESET)',
    });
  });
});

test('what was not sent is unreachable', () => {
  expect(outcomeOf({ kind: 'unsent', code: 'ECONNREFUSED' })).toEqual({ kind: 'unreachable', detail: 'ECONNREFUSED' });
});

describe('a full backlog is busy', () => {
  test.for([
    [{}, null],
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:09 GMT' }, 9000],
    [{ 'retry-after': 'soon' }, null],
  ] as const)('and waits by %o', ([headers, retryAfterMs]) => {
    expect(outcomeOf(answer(429, { error: 'concurrent jobs' }, headers))).toEqual({ kind: 'busy', retryAfterMs });
  });
});

describe('a refusal has the reason of its status', () => {
  test.for([
    [401, { message: 'Unauthorized' }, 'token-refused'],
    [401, { error: 'not authenticated' }, 'token-refused'],
    [403, { error: 'API access is not enabled' }, 'not-permitted'],
    [403, '<html><title>Attention</title>content policy</html>', 'not-permitted'],
    [402, { message: 'Your API balance is separate. Please top up.' }, 'balance-empty'],
    [402, { error: 'This model requires a higher plan' }, 'not-permitted'],
    [402, { error: 'Insufficient credits for your plan' }, 'balance-empty'],
    [404, { error: 'Not found' }, 'not-found'],
    [405, '', 'not-found'],
    [308, '', 'not-found'],
    [
      410,
      { error: 'model_unavailable', reason: 'deprecated', message: 'gone', sunset_date: '2026-10-01' },
      'model-retired',
    ],
    [413, '', 'invalid-request'],
    [400, '', 'invalid-request'],
    [422, '<html><title>Unprocessable</title></html>', 'invalid-request'],
  ] as const)('%i %o is %s', ([status, body, reason]) => {
    expect(failureOf(status, body)).toMatchObject({ reason });
  });

  test('a moodboard that does not exist is a wrong setting and not a missing route', () => {
    const body = { issues: [{ path: ['moodboards', 0, 'id'], message: 'Moodboard not found' }] };
    expect(failureOf(404, body)).toEqual({ reason: 'invalid-request', field: 'moodboards.0.id' });
  });
});

describe.for([400, 422])('status %i names the setting', (status) => {
  test.for([
    [
      'issues',
      { issues: [{ path: ['aspect_ratio'], code: 'invalid_value', message: 'Invalid option' }] },
      'aspect_ratio',
    ],
    ['details', { error: 'Bad request', details: [{ path: 'styles[0].id', message: 'Unknown' }] }, 'styles.0.id'],
    ['errors', { errors: [{ field: 'creativity', msg: 'wrong' }] }, 'creativity'],
    [
      'validationErrors',
      { validationErrors: [{ path: '/moodboards/0/strength', error: 'too big' }] },
      'moodboards.0.strength',
    ],
    ['validation_errors', { validation_errors: [{ path: ['seed'], type: 'int' }] }, 'seed'],
    [
      'detail with loc',
      { detail: [{ loc: ['body', 'prompt'], msg: 'Field is not valid', type: 'value_error' }] },
      'prompt',
    ],
    [
      'nested in the error',
      { error: { code: 'bad_request', issues: [{ path: ['resolution'], message: 'x' }] } },
      'resolution',
    ],
    [
      'a report as JSON in the error',
      { error: JSON.stringify([{ path: ['movement'], message: 'Too big' }]) },
      'movement',
    ],
    ['a report as JSON in the message', { message: '{"issues":[{"path":["intensity"]}]}' }, 'intensity'],
    [
      'unrecognised keys',
      { issues: [{ code: 'unrecognized_keys', keys: ['foo'], path: [], message: 'Unrecognized keys' }] },
      'foo',
    ],
    ['an error in words', { error: 'image_style_references.0.strength: Too big' }, 'image_style_references.0.strength'],
    ['plain text', 'aspect_ratio: Invalid option; prompt: Required', 'aspect_ratio'],
    ['a list of issues', [{ path: ['complexity'], message: 'Too small' }], 'complexity'],
    ['nothing', { error: 'request body is invalid' }, null],
    ['only its own route', { path: '/generate/image/krea/krea-2/medium', error: 'Bad Request' }, null],
    ['a name that is none', { issues: [{ path: ['x y<script>'], message: 'no' }] }, null],
  ] as const)('from %s', ([, body, field]) => {
    expect(failureOf(status, body)).toEqual({ reason: 'invalid-request', field });
  });
});

describe.for([400, 422])('status %i is recognised as moderation', (status) => {
  test.for([
    [{ error: 'The prompt was rejected by our content policy' }],
    [{ error: 'The content was blocked by the safety policy' }],
    [{ error: { code: 'content_moderation', message: 'Not possible' } }],
    [{ message: 'NSFW content detected' }],
    [{ detail: 'Input flagged' }],
    [{ error: 'bad_request', reason: 'PROHIBITED_CONTENT' }],
    [{ issues: [{ path: ['prompt'], message: 'Rejected by moderation' }] }],
    [{ issues: [{ path: ['image_style_references', 0, 'url'], message: 'Image flagged by moderation' }] }],
    ['prompt: violates the safety rules'],
  ])('in %o', ([body]) => {
    expect(failureOf(status, body, true)).toEqual({ reason: 'moderated' });
  });

  test.for([
    [{ error: 'Content-Type must be application/json, text was rejected' }],
    [{ error: `Invalid prompt "${PROMPT}"` }],
    [{ error: `Cannot use ${PROMPT} here` }],
    [{ issues: [{ path: ['creativity'], message: 'Not allowed by policy of this plan' }] }],
    [{ error: 'The value of seed is too large' }],
  ])('but not in %o', ([body]) => {
    expect(failureOf(status, body)).toMatchObject({ reason: 'invalid-request' });
  });
});

describe('a reference whose upload is no longer known is stale', () => {
  test.for([
    [{ error: 'Invalid asset URL' }],
    [{ issues: [{ path: ['image_style_references', 1, 'url'], message: 'Invalid asset URL' }] }],
    [{ detail: [{ loc: ['body', 'image_style_references', 0, 'url'], msg: 'not found' }] }],
    ['image_style_references.0.url: Invalid asset URL'],
    ['image_style_references[0].url could not be loaded'],
  ])('by %o', ([body]) => {
    expect(failureOf(422, body, true)).toBe('stale-reference');
    expect(failureOf(400, body, true)).toBe('stale-reference');
  });

  test('but not its strength', () => {
    const body = { issues: [{ path: ['image_style_references', 0, 'strength'], message: 'Too big' }] };
    expect(failureOf(422, body, true)).toEqual({
      reason: 'invalid-request',
      field: 'image_style_references.0.strength',
    });
  });

  test('and not when none was sent', () => {
    expect(failureOf(422, { error: 'Invalid asset URL' }, false)).toMatchObject({ reason: 'invalid-request' });
  });
});

test('what is stored about a refusal holds the words of Krea, not those of the member', () => {
  const outcome = outcomeOf(answer(422, { error: `Field too odd: ${PROMPT}. See https://krea.ai/x?sig=1` }));
  expect(outcome).toMatchObject({ kind: 'rejected', detail: '422: Field too odd: …. See …' });
});
