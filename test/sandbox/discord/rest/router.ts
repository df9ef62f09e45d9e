import type { RequestFile } from '../state/files.ts';
import type { Json } from '../state/json.ts';
import type { World } from '../state/world.ts';

/** A request as a route's handler sees it. */
export type Call = {
  readonly world: World;
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly RequestFile[];
};

/** What a handler answers; no body means 204. */
export type Answer = { readonly status: number; readonly body?: Json };

/** One route: its pattern, whether the bot's token is needed, and what it does. */
export type Route = {
  readonly method: string;
  readonly pattern: string;
  readonly open?: boolean;
  readonly run: (call: Call) => Answer;
};

/** A parameter of the matched pattern; always there, the pattern names it. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no parameter ${name}`);
  return value;
}

type Match = { readonly route: Route; readonly params: { readonly [name: string]: string } };

/** Finds the route for a method and path; `known` tells a wrong method from an unknown path. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): Match | { readonly route: null; readonly known: boolean } {
  const segments = path.split('/').map((one) => decodeURIComponent(one));
  let known = false;
  for (const route of routes) {
    const wanted = route.pattern.split('/');
    if (wanted.length !== segments.length) continue;
    const params: { [name: string]: string } = {};
    const fits = wanted.every((part, index) => {
      const given = segments[index] ?? '';
      if (!part.startsWith(':')) return part === given;
      params[part.slice(1)] = given;
      return given !== '';
    });
    if (!fits) continue;
    if (route.method === method) return { route, params };
    known = true;
  }
  return { route: null, known };
}
