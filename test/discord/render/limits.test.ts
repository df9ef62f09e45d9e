import { MessageFlags } from 'discord.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { MessageBody } from '../../../src/discord/render/rendered.ts';
import { renderMoreSelect } from '../../../src/discord/render/result/more-select.ts';
import { renderProgress } from '../../../src/discord/render/result/progress.ts';
import { renderRemixModal } from '../../../src/discord/render/result/remix-modal.ts';
import { renderResultClassic } from '../../../src/discord/render/result/result-classic.ts';
import { renderResult } from '../../../src/discord/render/result/result.ts';
import type { ProgressMessage } from '../../../src/ports/publisher.ts';
import { parseComponents } from '../../sandbox/discord/rules/layout.ts';
import { messageBody } from '../../sandbox/discord/rules/message-body.ts';
import { parseModal } from '../../sandbox/discord/rules/modals.ts';
import { textsOf } from '../../sandbox/discord/rules/walk.ts';
import { anyMessage, anyRequest, batchSample, ID, messageSample, REQUESTER, requestSample } from '../samples.ts';

/** What Discord would say to the body: throws its 50035 when a limit is broken. */
function discordTakes(body: MessageBody) {
  const isV2 = ((body.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const components = parseComponents(structuredClone(body.components), isV2);
  const { content } = messageBody.parse(body);
  return { isV2, content: content ?? '', texts: textsOf(components) };
}

/** A picture whose explanation is as long as they get. */
const wordy = (letter: string) =>
  ({ state: 'failed', failure: { reason: 'invalid-request', field: `${letter}${'*'.repeat(99)}` } }) as const;

const anyPhase: fc.Arbitrary<ProgressMessage['phase']> = fc.oneof(
  fc.record({ kind: fc.constant('queued' as const), position: fc.nat(1e6), of: fc.nat(1e6) }),
  fc.record({ kind: fc.constant('submitting' as const) }),
  fc.record({ kind: fc.constant('painting' as const), seconds: fc.nat(1e5), finished: fc.nat(4) }),
  fc.record({ kind: fc.constant('busy' as const), seconds: fc.nat(1e5) }),
  fc.record({ kind: fc.constant('uncertain' as const) }),
);

describe('whatever a member writes', () => {
  test('a result keeps within Components V2’s limits and pings nobody', () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), (message, mention) => {
        const { body, files } = renderResult(message, { mention });
        const { isV2, texts } = discordTakes(body);
        expect(isV2).toBe(true);
        expect(body.content).toBeNull();
        expect(texts.join('').length).toBeLessThanOrEqual(4000);
        expect(body.allowed_mentions).toStrictEqual(mention ? { parse: [], users: [REQUESTER] } : { parse: [] });
        expect(files.map(({ name }) => name)).toStrictEqual(body.attachments.map(({ filename }) => filename));
        expect(JSON.stringify(body).isWellFormed()).toBe(true);
      }),
    );
  });

  test('its classic form keeps within a classic message’s limits', () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), (message, mention) => {
        const { body, files } = renderResultClassic(message, { mention });
        const { isV2, content } = discordTakes(body);
        expect(isV2).toBe(false);
        expect(content.length).toBeGreaterThan(0);
        expect(content.length).toBeLessThanOrEqual(2000);
        expect(body.allowed_mentions).toStrictEqual(mention ? { parse: [], users: [REQUESTER] } : { parse: [] });
        expect(files).toHaveLength(message.pictures.length);
      }),
    );
  });

  test('the longest explanations still leave room for the prompt and are not cut themselves', () => {
    const generation = {
      ...batchSample(wordy('a'), wordy('b'), wordy('c'), wordy('d')),
      verb: 'remix' as const,
      parent: { generationId: ID, index: 4 },
      request: requestSample({
        prompt: '*'.repeat(4000),
        seed: 2_147_483_647,
        variant: 'medium-turbo',
        aspectRatio: '2.35:1',
        creativity: 'high',
        intensity: -100,
        complexity: -100,
        movement: -100,
        style: { id: 's', title: '*'.repeat(200), strength: -1.23 },
      }),
    };
    const { content } = discordTakes(
      renderResultClassic(messageSample(generation, [], { parentRequest: requestSample() }), { mention: true }).body,
    );
    expect(content).toMatch(/^> (?:\\\*){40,}…$/mu);
    expect(content.endsWith(`\`/krea-show id:${ID}\``)).toBe(true);
    expect(content).toContain('**Picture 4:**');
    expect(content).toMatch(/try again\.\n>/u);
  });

  test('the lines of a result stay where they belong', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const { content } = discordTakes(renderResultClassic(message).body);
        const quotes = content.split('\n').filter((line) => line.startsWith('> '));
        expect(quotes).toHaveLength(1);
        expect(content.split('\n').at(-1)).toMatch(/^-# asked by <@\d+> · `\/krea-show id:\d+`$|…$/u);
      }),
    );
  });

  test('progress and the private select are classic messages within the limits', () => {
    fc.assert(
      fc.property(anyMessage, anyPhase, ({ generation }, phase) => {
        for (const body of [renderProgress({ generation, phase }), renderMoreSelect(generation.request, ID, 4)]) {
          const { isV2, content } = discordTakes(body);
          expect(isV2).toBe(false);
          expect(content.length).toBeGreaterThan(0);
          expect(body.allowed_mentions).toStrictEqual({ parse: [] });
        }
      }),
    );
  });

  test('the Remix form keeps within a form’s limits', () => {
    fc.assert(
      fc.property(anyRequest, fc.option(fc.integer({ min: 1, max: 4 })), (request, index) => {
        const form = renderRemixModal(request, ID, index);
        expect(() => parseModal(structuredClone(form))).not.toThrow();
        expect(JSON.stringify(form).isWellFormed()).toBe(true);
      }),
    );
  });
});
