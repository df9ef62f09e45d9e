import { formatUsd } from '../../../core/money/money.ts';
import { heldFor } from '../../../core/picture/generation.ts';
import type { ProgressMessage } from '../../../ports/publisher.ts';
import { counted, ordinal } from '../names.ts';

/** How far a generation is, in one or two short sentences. */
export function describeProgress({ generation, phase }: ProgressMessage): string {
  const total = generation.pictures.length;
  switch (phase.kind) {
    case 'queued':
      return phase.position <= 1
        ? 'Waiting: next in line.'
        : `Waiting: ${ordinal(phase.position)} of ${phase.of.toLocaleString('en-US')} in line.`;
    case 'submitting':
      return 'Sending it to Krea…';
    case 'reference-trouble':
      return (
        'Krea isn’t taking the style reference right now. I’ll keep trying. ' +
        'Nothing has been charged, and you can cancel.'
      );
    case 'painting': {
      const done = total > 1 ? ` · ${phase.finished} of ${total} done` : '';
      return `Painting… ${phase.seconds} s${done}`;
    }
    case 'busy':
      return `Krea is busy. I’ll try again in ${phase.seconds} s.`;
    case 'unreachable':
      return (
        `Krea isn’t answering right now. I’ll try again in ${phase.seconds} s. ` +
        'Nothing has been charged, and you can cancel.'
      );
    case 'token-refused':
      return (
        `Krea didn’t accept this bot’s access key just now. I’ll ask again in ${phase.seconds} s. ` +
        'Nothing has been charged, and you can cancel.'
      );
    case 'uncertain':
      return (
        `Krea’s answer got lost on the way, so I don’t know yet whether ${lostWords(generation)} being ` +
        `painted. I’m checking, and I won’t request it twice. ${formatUsd(heldFor(generation))} stays reserved ` +
        `until that’s clear; only finished pictures are charged.`
      );
  }
}

function lostWords({ pictures }: ProgressMessage['generation']): string {
  const lost = pictures.filter(({ state }) => state === 'uncertain').length;
  return lost <= 1 ? 'your picture is' : `${counted(lost, 'picture')} are`;
}
