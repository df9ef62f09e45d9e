import type { Resolved } from '../../../app/painting/decide-picture.ts';
import type { OpenCase } from '../../../app/painting/resolve.ts';
import { formatUsd } from '../../../core/money/money.ts';
import { isPaid } from '../../../core/picture/generation.ts';
import { fromNow } from '../../format/figures.ts';
import { CLASSIC_TEXT_LIMIT } from '../../format/text-limits.ts';
import { VARIANT_NAMES } from '../names.ts';
import type { Suggestion } from '../result/suggestion.ts';

const INTRODUCTION =
  'I couldn’t find out whether Krea painted these, so their price stays reserved. Look them up in Krea’s job ' +
  'list, then decide with `/krea-budget resolve picture:… decision:…`: **charged** counts the price as ' +
  'spent, **not charged** gives it back.';

/** The undecided pictures with what is known of each, as many as one message holds. */
export function describeCases(cases: readonly OpenCase[], now: number): string {
  if (cases.length === 0) return 'There’s nothing to decide: no picture in this server is uncertain.';
  const lines: string[] = [INTRODUCTION];
  let room = CLASSIC_TEXT_LIMIT - INTRODUCTION.length;
  for (const one of cases) {
    const line = describeCase(one, now);
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  return lines.join('\n');
}

function describeCase({ picture, generation, decidableAt }: OpenCase, now: number): string {
  const job = picture.remoteId === null ? 'job unknown' : `Krea’s job \`${picture.remoteId}\``;
  const wait = now < decidableAt ? ` · still looking, can be decided ${fromNow(decidableAt)}` : '';
  const facts = [
    `<@${generation.userId}>`,
    VARIANT_NAMES[generation.variant],
    formatUsd(generation.price.each),
    job,
  ].join(' · ');
  return (
    `- <t:${Math.floor(sentAt({ picture, generation }) / 1000)}:f> · ${facts} · ` +
    `\`${picture.generationId}.${picture.index}\`${wait}`
  );
}

/** One case in a list of suggestions. No prompt: it may be private. */
export function suggestionForCase({ picture, generation }: OpenCase): Suggestion {
  const time = new Date(sentAt({ picture, generation })).toISOString().slice(0, 16).replace('T', ' ');
  const job = picture.remoteId === null ? 'job unknown' : 'job known';
  const value = `${picture.generationId}.${picture.index}`;
  return {
    name: `${time} UTC · ${VARIANT_NAMES[generation.variant]} ${formatUsd(generation.price.each)} · ${job} · ${value}`,
    value,
  };
}

/** What came of a decision, with the money's truth. */
export function describeResolved({ by, picture, generation }: Resolved): string {
  const amount = formatUsd(generation.price.each);
  const money = isPaid(picture.state) ? `**${amount}** is charged` : `**${amount}** is given back`;
  const why = by === 'krea' ? 'No decision needed: I asked Krea again, and it said how this picture ended. ' : 'Done. ';
  return `${why}${money}, and <@${generation.userId}> will be told.`;
}

function sentAt({ picture, generation }: Pick<OpenCase, 'picture' | 'generation'>): number {
  return picture.submittingAt ?? generation.createdAt;
}
