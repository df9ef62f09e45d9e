import { ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';

import { customIdsIn } from '../../../src/discord/publishing/seen-message.ts';
import { renderMoreSelect } from '../../../src/discord/render/result/more-select.ts';
import { renderProgress } from '../../../src/discord/render/result/progress.ts';
import { REMIX_FIELDS, renderRemixModal } from '../../../src/discord/render/result/remix-modal.ts';
import { batchSample, generationSample, ID, pictureSample, requestSample } from '../samples.ts';

/** The form's fields. */
function fields(request = requestSample()) {
  return renderRemixModal(request, ID, 2).components.map((label) => {
    if (label.type !== ComponentType.Label) throw new Error('The form is made of labels.');
    return label;
  });
}

const inState = (state: ReturnType<typeof pictureSample>['state']) =>
  generationSample({ pictures: [pictureSample(1, { state })] });

describe('the progress message', () => {
  test('says how far it is, of what, and can be cancelled', () => {
    const body = renderProgress({ generation: inState('queued'), phase: { kind: 'queued', position: 3, of: 7 } });
    expect(body.content).toBe('Waiting: 3rd of 7 in line.\n> a heron at dawn');
    expect(customIdsIn(body.components)).toStrictEqual([`v1:cancel:${ID}`]);
  });

  test.each([
    ['queued', true],
    ['running', true],
    ['submitting', false],
    ['uncertain', false],
  ] as const)('while %s offers Cancel: %s', (state, isOffered) => {
    const body = renderProgress({ generation: inState(state), phase: { kind: 'submitting' } });
    expect(body.components.length > 0).toBe(isOffered);
  });

  test('can be cancelled while one picture of a batch still waits', () => {
    const generation = batchSample({}, {}, { state: 'queued' }, { state: 'submitting' });
    expect(renderProgress({ generation, phase: { kind: 'submitting' } }).components).toHaveLength(1);
  });
});

describe('the private "Reroll with…"', () => {
  test('is the select of that picture', () => {
    const body = renderMoreSelect(requestSample(), ID, 3);
    expect(body.content).toContain('picture 3');
    expect(customIdsIn(body.components)).toStrictEqual([`v1:with:${ID}:3`]);
  });
});

describe('the Remix form', () => {
  test('is filled in with what the picture was made of', () => {
    const form = renderRemixModal(requestSample(), ID, 2);
    expect(form.title).toBe('Remix picture 2');
    expect(form.custom_id).toBe(`v1:remix-form:${ID}:2:f30000.60000.15000`);
    expect(fields().map(({ component }) => ('custom_id' in component ? component.custom_id : ''))).toStrictEqual(
      Object.values(REMIX_FIELDS),
    );
    expect(fields()[0]?.component).toMatchObject({ value: 'a heron at dawn', max_length: 4000 });
    expect(fields()[1]?.component).toMatchObject({ value: '42', required: false });
  });

  test('shows the price of each model and has the present choices chosen', () => {
    const [, , models, ratios, creativities] = fields(
      requestSample({ variant: 'large', aspectRatio: '9:16', creativity: 'raw' }),
    );
    expect(models?.component).toMatchObject({
      options: [
        { label: 'Medium', value: 'medium', description: '$0.03 a picture', default: false },
        { label: 'Large', value: 'large', description: '$0.06 a picture', default: true },
        { label: 'Medium Turbo', value: 'medium-turbo', description: '$0.015 a picture', default: false },
      ],
    });
    const chosen = (label: typeof models) =>
      label?.component.type === ComponentType.StringSelect
        ? label.component.options.filter((it) => it.default).map(({ value }) => value)
        : [];
    expect([chosen(models), chosen(ratios), chosen(creativities)]).toStrictEqual([['large'], ['9:16'], ['raw']]);
  });

  test('says so when a prompt does not fit', () => {
    const [prompt] = fields(requestSample({ prompt: '🦩'.repeat(4000) }));
    expect(prompt?.description).toContain('cut off');
    expect(prompt?.component).toMatchObject({ value: '🦩'.repeat(1999) });
  });
});
