import type { Clock } from './clock.ts';
import { refusal } from './http/refusals.ts';
import type { Refusal } from './http/refusals.ts';
import type { Call, Reply } from './http/wire.ts';

/** What shall go wrong with a request; without an answer of its own it only delays or cuts. */
export type Fault = {
  method?: string;
  /** A path the request's starts with, or a pattern. */
  route?: string | RegExp;
  /** 1 when left out; `Infinity` for all. */
  times?: number;
  /** A ready answer by name, in place of `status`, `body` and `headers`. */
  answer?: Refusal;
  status?: number;
  /** A string is sent as it is, everything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  delayMs?: number;
  /** Never answer; the connection stays open. */
  hang?: boolean;
  /** Close the connection without an answer. */
  dropSocket?: boolean;
  /** Send only half of the answer. */
  cut?: boolean;
  /** First do what was asked (the job is made and will be billed), then lose the answer. */
  afterEffect?: boolean;
};

/** The faults switched on at the moment. `onStrike` hears of each that strikes, before anything comes of it. */
export function createFaults(clock: Clock, onStrike: (fault: Fault) => void) {
  let rules: { fault: Fault; left: number; hits: number }[] = [];

  function take(call: Call): Fault | undefined {
    const rule = rules.find(({ fault, left }) => left > 0 && matches(fault, call));
    if (rule === undefined) return undefined;
    rule.left -= 1;
    rule.hits += 1;
    onStrike(rule.fault);
    return rule.fault;
  }

  return {
    /** Switches a fault on: the handle tells how often it struck and takes it back. */
    add(fault: Fault): { hits(): number; remove(): void } {
      const rule = { fault, left: fault.times ?? 1, hits: 0 };
      rules.push(rule);
      return {
        hits: () => rule.hits,
        remove: () => {
          rules = rules.filter((other) => other !== rule);
        },
      };
    },
    clear(): void {
      rules = [];
    },
    /** Answers a call, with the fault that strikes it if there is one. */
    async around(call: Call, effect: () => Promise<Reply>): Promise<Reply> {
      const fault = take(call);
      if (fault === undefined) return await effect();
      const instead = replacement(fault);
      let reply: Reply | undefined;
      if (fault.afterEffect === true) reply = await effect();
      if (fault.delayMs !== undefined) await pause(clock, fault.delayMs);
      reply = instead ?? reply ?? (await effect());
      return fault.cut === true && reply.kind === 'answer' ? { ...reply, cut: true } : reply;
    },
  };
}

function matches(fault: Fault, call: Call): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== call.method) return false;
  if (fault.route === undefined) return true;
  return typeof fault.route === 'string' ? call.path.startsWith(fault.route) : fault.route.test(call.path);
}

function replacement(fault: Fault): Reply | undefined {
  if (fault.hang === true) return { kind: 'hang' };
  if (fault.dropSocket === true) return { kind: 'drop' };
  if (fault.answer !== undefined) return refusal(fault.answer);
  const { status, body, headers } = fault;
  if (status === undefined) return undefined;
  return refusal({ status, ...(body === undefined ? {} : { body }), ...(headers === undefined ? {} : { headers }) });
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
