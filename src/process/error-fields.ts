import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { knownWords } from '../core/known-words.ts';

const MAX_MESSAGE = 300;
const MAX_FRAMES = 8;
const MAX_CAUSES = 3;
const FRAME = /^\s+at /;
/** Names and codes; anything else under these fields is foreign text. */
const PLAIN = /^[\w.$[\]-]{1,80}$/;
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The parts of an error that a log may hold. */
export interface ErrorFields {
  name: string;
  message: string;
  code?: string | number;
  status?: number;
  /** Frames of our own code, innermost first, relative to the project. */
  stack?: string[];
  cause?: ErrorFields | string;
}

/**
 * Picks what may be logged of a thrown value and leaves everything else behind: an error of discord.js carries
 * the address with the interaction's token, the request's body and the uploaded files.
 */
export function describeError(error: unknown, depth = 0): ErrorFields | string {
  if (typeof error === 'string') return clean(error);
  if (typeof error !== 'object' || error === null) return typeof error;
  const code = field(error, 'code');
  const name = text(field(error, 'name')) ?? 'Object';
  const status = field(error, 'status');
  const stack = ownFrames(field(error, 'stack'));
  const cause = field(error, 'cause');
  return {
    name: PLAIN.test(name) ? name : 'Error',
    message: messageOf(error),
    ...(typeof code === 'number' && { code }),
    ...(typeof code === 'string' && PLAIN.test(code) && { code: clean(code) }),
    ...(typeof status === 'number' && { status }),
    ...(stack.length > 0 && { stack }),
    ...(cause !== undefined && cause !== null && depth < MAX_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}

/**
 * What an error says. Words of our own code are ours, and so are those of the system and of the database about files,
 * addresses and tables. Every other library may quote what it was given, even a prompt: of these, known words are told.
 */
function messageOf(error: object): string {
  if (error instanceof z.ZodError)
    return clean(error.issues.map(({ code, path }) => `${code} at ${placeOf(path)}`).join('; '));
  const message = clean(text(field(error, 'message')) ?? '');
  const isOfSystem = typeof field(error, 'syscall') === 'string' || typeof field(error, 'errcode') === 'number';
  // What carries a request says what the other side thinks of it, wherever it was made an error.
  const isOwn = isThrownHere(field(error, 'stack')) && field(error, 'requestBody') === undefined;
  return isOfSystem || isOwn ? message : knownWords(message).trim();
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.map((key) => (PLAIN.test(String(key)) ? String(key) : '…')).join('.');
}

/** Whether the innermost frame is of our own code. */
function isThrownHere(stack: unknown): boolean {
  return typeof stack === 'string' && isOwnFrame(stack.split('\n').find((line) => FRAME.test(line)) ?? '');
}

function isOwnFrame(line: string): boolean {
  return FRAME.test(line) && line.includes(PROJECT) && !line.includes('/node_modules/');
}

/** Cuts a message and takes out what looks like an address or a long secret: libraries quote both. */
function clean(message: string): string {
  return message
    .slice(0, 4 * MAX_MESSAGE)
    .replaceAll(/[a-z][a-z\d+.-]*:\/\/[^\s'"]+/gi, '[link]')
    .replaceAll(/\/(?:webhooks|interactions|hooks)\/[^\s'"]+/gi, '[link]')
    .replaceAll(/\bBearer\s+\S+|\bBot\s+[\w.-]{20,}/gi, '[token]')
    .replaceAll(/[\w.:-]{40,}/g, '[long]')
    .slice(0, MAX_MESSAGE);
}

function ownFrames(stack: unknown): string[] {
  if (typeof stack !== 'string') return [];
  return stack
    .split('\n')
    .filter(isOwnFrame)
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim().replace('file://', '').replace(PROJECT, ''));
}

/** Undefined as well for what throws when it is looked at. */
function field(object: object, name: string): unknown {
  try {
    const value: unknown = Reflect.get(object, name);
    return value;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
