import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Json } from '../state/json.ts';
import type { World } from '../state/world.ts';
import { applicationRoutes } from './application.ts';
import { parseBody, readAll } from './body.ts';
import type { ParsedBody } from './body.ts';
import { channelRoutes } from './channels.ts';
import { DiscordError, refusal } from './errors.ts';
import { faultAnswer } from './faults.ts';
import type { Fault, Faults } from './faults.ts';
import { interactionRoutes } from './interactions.ts';
import type { LoggedRequest } from './log.ts';
import type { createRateLimits } from './rate-limits.ts';
import { matchRoute } from './router.ts';
import type { Answer, Route } from './router.ts';
import { webhookRoutes } from './webhooks.ts';

const routes: readonly Route[] = [...applicationRoutes, ...channelRoutes, ...interactionRoutes, ...webhookRoutes];

/** What the REST side needs besides the world. */
export type RestParts = {
  readonly world: World;
  readonly faults: Faults & { take(request: LoggedRequest): Fault | undefined };
  readonly rateLimits: ReturnType<typeof createRateLimits>;
  readonly requests: LoggedRequest[];
};

type Outcome = { readonly answer: Answer; readonly headers: Record<string, string> };

/** Answers one request to `/api/...`: faults, limits, authorization, then the route itself. */
export async function serveRest(
  parts: RestParts,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world } = parts;
  const version = /^\/api(?:\/v(\d+))?(\/.*)$/u.exec(url.pathname);
  const path = version?.[2] ?? url.pathname;
  const method = request.method ?? 'GET';
  const started = performance.now();
  const match = safeMatch(method, path);

  const bytes = await readAll(request, world.limits.requestBytes);
  const parsed = attempt(() =>
    bytes === null ? refuse('tooLarge') : parseBody(bytes, request.headers['content-type'] ?? ''),
  );
  const content: ParsedBody = parsed instanceof DiscordError ? { body: undefined, files: [] } : parsed;
  const entry: LoggedRequest = {
    method,
    path,
    query: url.searchParams,
    route: match.route?.pattern ?? path,
    body: content.body,
    files: content.files.map((one) => ({ name: one.name, size: one.bytes.length, bytes: one.bytes })),
    at: world.now(),
    status: 0,
    ms: 0,
  };
  parts.requests.push(entry);

  const carryOut = (): Outcome => {
    const result = attempt(() => run(parts, entry, match, parsed, request, version?.[1]));
    return result instanceof DiscordError
      ? { answer: { status: result.status, body: result.body }, headers: headersOf(result) }
      : result;
  };
  const finish = (outcome: Outcome | null): void => {
    entry.status = outcome?.answer.status ?? -1;
    entry.ms = performance.now() - started;
    if (outcome !== null) send(response, outcome);
    world.events.emit('request', entry);
    world.hub.notify('requests');
  };

  const fault = parts.faults.take(entry);
  if (fault === undefined) {
    finish(carryOut());
    return;
  }
  if (fault.delayMs !== undefined && fault.afterEffect !== true) await pause(fault.delayMs);
  const isOnlyDelay =
    fault.delayMs !== undefined && fault.status === undefined && fault.hang !== true && !fault.dropSocket;
  const done = fault.afterEffect === true || isOnlyDelay ? carryOut() : null;
  if (fault.delayMs !== undefined && fault.afterEffect === true) await pause(fault.delayMs);
  if (fault.hang === true) return;
  if (fault.dropSocket) {
    finish(null);
    if (fault.dropSocket === 'end') request.socket.destroy();
    else request.socket.resetAndDestroy();
  } else if (isOnlyDelay) finish(done);
  else {
    const { status, body, headers } = faultAnswer(fault);
    finish({ answer: { status, body }, headers });
  }
}

function run(
  parts: RestParts,
  entry: LoggedRequest,
  match: ReturnType<typeof safeMatch>,
  parsed: ParsedBody | DiscordError,
  request: IncomingMessage,
  version: string | undefined,
): Outcome {
  const { world } = parts;
  if (version !== undefined && version !== '10') throw refusal('badVersion');
  if (request.headers['user-agent'] === undefined) throw refusal('userAgent');
  if (match.route === null) throw refusal(match.known ? 'methodNotAllowed' : 'notFound');
  const { route, params } = match;
  if (route.open !== true && request.headers.authorization !== `Bot ${world.token}`) throw refusal('unauthorized');
  const major = params['token'] ?? params['channel'] ?? params['guild'] ?? '';
  const verdict = parts.rateLimits.check(`${route.method} ${route.pattern}`, major, route.open === true);
  if (verdict.refused !== null) return { answer: { status: 429, body: verdict.refused }, headers: verdict.headers };
  if (parsed instanceof DiscordError)
    return { answer: { status: parsed.status, body: parsed.body }, headers: verdict.headers };
  const result = attempt(() =>
    route.run({ world, params, query: entry.query, body: parsed.body, files: parsed.files }),
  );
  if (!(result instanceof DiscordError)) return { answer: result, headers: verdict.headers };
  const interaction = world.interactionsByToken.get(params['token'] ?? '');
  if (interaction) interaction.refused = `${route.method} ${route.pattern}: ${result.message}`;
  return { answer: { status: result.status, body: result.body }, headers: verdict.headers };
}

function safeMatch(method: string, path: string): ReturnType<typeof matchRoute> {
  try {
    return matchRoute(routes, method, path);
  } catch {
    return { route: null, known: false };
  }
}

function attempt<T>(work: () => T): T | DiscordError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DiscordError) return error;
    throw error;
  }
}

function refuse(name: Parameters<typeof refusal>[0]): never {
  throw refusal(name);
}

function headersOf(error: DiscordError): Record<string, string> {
  return error.status === 401 ? { 'www-authenticate': 'Bot' } : {};
}

function send(response: ServerResponse, { answer, headers }: Outcome): void {
  const { status, body } = answer;
  // A 204 with a JSON type would make discord.js parse nothing.
  if (status === 204) {
    response.writeHead(204, headers).end();
    return;
  }
  const text = JSON.stringify(body satisfies Json) ?? '{}';
  response
    .writeHead(status, { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
