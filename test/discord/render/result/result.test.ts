import { ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';

import type { MessageBody } from '../../../../src/discord/render/rendered.ts';
import { renderResultClassic } from '../../../../src/discord/render/result/result-classic.ts';
import { renderResult } from '../../../../src/discord/render/result/result.ts';
import { batchSample, generationSample, ID, messageSample, pictureSample, requestSample } from '../../samples.ts';

/** The labels of a message's buttons and selects, row by row. */
function rows(body: MessageBody): string[][] {
  return body.components.flatMap((component) => {
    if (component.type !== ComponentType.ActionRow) return [];
    return [
      component.components.map((it) =>
        'label' in it ? (it.label ?? '') : 'placeholder' in it ? (it.placeholder ?? '') : '',
      ),
    ];
  });
}

function texts(body: MessageBody): string[] {
  const [container] = body.components;
  if (container?.type !== ComponentType.Container) throw new Error('A result begins with a container.');
  return container.components.flatMap((it) => (it.type === ComponentType.TextDisplay ? [it.content] : []));
}

function gallery(body: MessageBody) {
  const [container] = body.components;
  const first = container?.type === ComponentType.Container ? container.components[0] : undefined;
  return first?.type === ComponentType.MediaGallery ? first.items : [];
}

const lost = { state: 'failed', failure: { reason: 'job-failed' } } as const;

describe('a result of one picture', () => {
  test('shows the picture, the prompt and the small print, and offers what can be done with it', () => {
    const { body, files } = renderResult(messageSample());
    expect(gallery(body)).toStrictEqual([
      { media: { url: `attachment://krea-${ID}-1.png` }, spoiler: false, description: 'a heron at dawn' },
    ]);
    expect(texts(body)).toStrictEqual([
      '> a heron at dawn',
      [
        '-# Krea 2 Medium · seed 42',
        '-# charged $0.03 · server has $4.97 left',
        `-# asked by <@1300000000000000002> · \`/krea-show id:${ID}\``,
      ].join('\n'),
    ]);
    expect(rows(body)).toStrictEqual([['Reroll · $0.03', 'Vary · $0.03', 'Remix · $0.03', 'Delete'], ['Reroll with…']]);
    expect(body.attachments).toStrictEqual([{ id: 0, filename: `krea-${ID}-1.png`, description: 'a heron at dawn' }]);
    expect(files.map(({ data }) => Buffer.isBuffer(data))).toStrictEqual([true]);
  });

  test('names each change of "Reroll with…" and its price', () => {
    const { body } = renderResult(messageSample(generationSample({ request: requestSample({ intensity: 80 }) })));
    const select = body.components.flatMap((it) => (it.type === ComponentType.ActionRow ? it.components : [])).at(-1);
    if (select?.type !== ComponentType.StringSelect) throw new Error('The last control is a select.');
    expect(select.custom_id).toBe(`v1:with:${ID}:1`);
    expect(select.options.map(({ label, description }) => `${label} | ${description}`)).toStrictEqual([
      'Large instead of Medium | Same seed · $0.06',
      'Medium Turbo instead of Medium | Same seed · $0.015',
      'Creativity raw | Same seed · $0.03',
      'Creativity low | Same seed · $0.03',
      'Creativity high | Same seed · $0.03',
      'More intensity (+100 instead of +80) | Same seed · $0.03',
      'Less intensity (+40 instead of +80) | Same seed · $0.03',
      'More complexity (+40) | Same seed · $0.03',
      'Less complexity (-40) | Same seed · $0.03',
      'More movement (+40) | Same seed · $0.03',
      'Less movement (-40) | Same seed · $0.03',
    ]);
  });

  test('prices its buttons by the request, references included', () => {
    const request = requestSample({ variant: 'medium-turbo', references: [{ hash: 'a'.repeat(64), strength: 0.5 }] });
    expect(rows(renderResult(messageSample(generationSample({ request }))).body)[0]?.[0]).toBe('Reroll · $0.0175');
  });

  test('hides what was asked to be hidden', () => {
    const spoiler = messageSample(generationSample({ isSpoiler: true }));
    expect(gallery(renderResult(spoiler).body)[0]?.spoiler).toBe(true);
    const classic = renderResultClassic(spoiler);
    expect(classic.files[0]?.name).toBe(`SPOILER_krea-${ID}-1.png`);
    expect(classic.body.attachments[0]?.filename).toBe(`SPOILER_krea-${ID}-1.png`);
  });

  test('greets its requester where it may ping them', () => {
    expect(texts(renderResult(messageSample(), { mention: true }).body)[0]).toBe(
      '<@1300000000000000002>, your picture is ready.',
    );
  });
});

describe('a result of a batch', () => {
  test('has a row for each picture and one for all', () => {
    const { body } = renderResult(messageSample(batchSample()));
    expect(rows(body)).toStrictEqual([
      ...[1, 2, 3, 4].map((n) => [
        `Reroll ${n} · $0.03`,
        `Vary ${n} · $0.03`,
        `Remix ${n} · $0.03`,
        `Reroll ${n} with…`,
      ]),
      ['Reroll all · $0.12', 'Vary all · $0.12', 'Delete'],
    ]);
    expect(gallery(body)).toHaveLength(4);
    expect(texts(body)[1]).toContain('seeds 42, 43, 44, 45');
  });

  test('explains the pictures that are missing and offers another try for those that ended', () => {
    const { body } = renderResult(messageSample(batchSample({}, lost, { state: 'uncertain' }), [1, 4]));
    expect(texts(body)[0]).toContain('**Picture 2:** Something went wrong at Krea');
    expect(texts(body)[0]).toContain('**Picture 3:** Krea’s answer got lost');
    expect(rows(body).slice(2)).toStrictEqual([
      ['Try 2 again · $0.03'],
      ['Reroll all · $0.12', 'Vary all · $0.12', 'Delete'],
    ]);
  });

  test('offers nothing for all in a later message about what came late, because the price would be wrong', () => {
    const part = generationSample({
      pictures: [pictureSample(1, { deliveryPart: 2 }), pictureSample(2, { deliveryPart: 2 })],
    });
    expect(rows(renderResult(messageSample(part)).body).at(-1)).toStrictEqual(['Delete']);
  });
});

describe('a result without any picture', () => {
  test('says what happened, what it cost, and offers another try', () => {
    const { body, files } = renderResult(messageSample(generationSample({ pictures: [pictureSample(1, lost)] }), []));
    expect(files).toStrictEqual([]);
    expect(texts(body)[0]).toBe(
      'Something went wrong at Krea while it was painting. Not charged. Try again; if it keeps failing, change the prompt with Remix.',
    );
    expect(texts(body).at(-1)).toContain('not charged');
    expect(rows(body)).toStrictEqual([['Try again · $0.03', 'Remix · $0.03', 'Delete']]);
  });

  test('offers the whole batch again when all of it failed', () => {
    const { body } = renderResult(messageSample(batchSample(lost, lost, lost, lost), []));
    expect(texts(body)[0]).toMatch(/^\*\*Pictures 1, 2, 3 and 4:\*\*/u);
    expect(rows(body)).toStrictEqual([['Try again · $0.12', 'Remix · $0.03', 'Delete']]);
  });

  test('offers no other try while it may still be paid', () => {
    const { body } = renderResult(
      messageSample(generationSample({ pictures: [pictureSample(1, { state: 'uncertain' })] }), []),
    );
    expect(rows(body)).toStrictEqual([['Delete']]);
    expect(texts(body).at(-1)).toContain('$0.03 stays reserved');
  });
});

describe('the classic form', () => {
  test('says and offers the same', () => {
    const { body } = renderResultClassic(messageSample(batchSample(lost), [2, 3, 4]));
    const modern = renderResult(messageSample(batchSample(lost), [2, 3, 4])).body;
    expect(body.content).toBe(texts(modern).join('\n'));
    expect(rows(body)).toStrictEqual(rows(modern));
    expect(body.attachments).toStrictEqual(modern.attachments);
  });
});
