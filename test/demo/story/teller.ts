import { styleText } from 'node:util';

import type { MessageView } from '../../sandbox/discord/index.ts';
import { plainText } from './plain-text.ts';

const WIDTH = 96;
const INDENT = ' '.repeat(11);

/** Tells what happens, in words; each line goes to `print`. */
export interface Teller {
  title(text: string): void;
  /** A new act; the ones before it are over. */
  act(text: string): void;
  does(who: string, what: string): void;
  /** What the bot shows: its words, and the controls below them. */
  shows(message: MessageView): void;
  note(text: string): void;
  /** The act under way, for reporting where something went wrong. */
  current(): string;
}

/** A teller for a terminal; colours only where they can be seen. */
export function createTeller(print: (line: string) => void, names: ReadonlyMap<string, string>): Teller {
  let acts = 0;
  let current = 'the start';

  const say = (who: string, style: Parameters<typeof styleText>[0], text: string): void => {
    const [first = '', ...rest] = wrap(text, WIDTH - INDENT.length);
    print(`  ${styleText(style, who.padEnd(INDENT.length - 2))}${first}`);
    for (const line of rest) print(INDENT + line);
  };

  return {
    title(text) {
      print(`\n${styleText('bold', text)}`);
    },
    act(text) {
      acts += 1;
      current = `act ${acts}, “${text}”`;
      print(`\n${styleText('bold', `${String(acts).padStart(2)}  ${text}`)}`);
    },
    does: (who, what) => say(who, 'cyan', what),
    shows(message) {
      const [first = '', ...rest] = plainText(message.text, names);
      say('Bot', 'green', message.ephemeral ? `(to one person only) ${first}` : first);
      for (const line of rest) for (const part of wrap(line, WIDTH - INDENT.length)) print(INDENT + part);
      const controls = [
        ...message.buttons.map(({ label }) => `[${label}]`),
        ...message.selects.map(({ placeholder }) => `[${placeholder ?? ''} ▾]`),
      ];
      for (const part of wrap(controls.join(' '), WIDTH - INDENT.length))
        if (part !== '') print(INDENT + styleText('dim', part));
    },
    note: (text) => say('', 'dim', text),
    current: () => current,
  };
}

/** Breaks a text into lines at its blanks; what stands in brackets stays together. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [, gap = '', word = ''] of text.matchAll(/( *)(\[[^\]]*\]|\S+)/g)) {
    if (line !== '' && line.length + gap.length + word.length > width) {
      lines.push(line);
      line = word;
    } else line += line === '' ? word : gap + word;
  }
  return [...lines, line];
}
