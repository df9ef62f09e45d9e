import type { Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { kinds } from '../demo/page/wire/kinds.ts';
import { chromiumPath } from './chromium.ts';
import { actAs, box, newest, pictures, typeCommand, wordsOf } from './hands.ts';
import { shareVisits } from './visit.ts';

const options = ['ink', 'chalk', 'glass'].map((value) => ({ value, label: value, description: `drawn in ${value}` }));
const label = (text: string, component: object) => ({ type: kinds.label, label: text, component });

/** A form with every kind of field that Discord has, more than our bot sends. */
const FORM = {
  custom_id: 'every-field',
  title: 'Every field',
  openedBy: '1',
  components: [
    { type: kinds.text, content: 'Fill in **all** of it.' },
    label('Words', { type: kinds.textInput, custom_id: 'words', style: 1, min_length: 3, required: true }),
    label('One of them', { type: kinds.radioGroup, custom_id: 'one', options }),
    label('Some of them', { type: kinds.checkboxGroup, custom_id: 'some', min_values: 2, options }),
    label('Agreed', { type: kinds.checkbox, custom_id: 'agreed' }),
    label('Who', { type: kinds.userSelect, custom_id: 'who' }),
    label('Which role', { type: kinds.roleSelect, custom_id: 'role' }),
    label('Who or which', { type: kinds.mentionableSelect, custom_id: 'either' }),
    label('Where', { type: kinds.channelSelect, custom_id: 'where' }),
    label('File', { type: kinds.fileUpload, custom_id: 'file', min_values: 1 }),
  ],
};

/** Lets the next press open the form above; what is submitted is given back instead of reaching the bot. */
async function answerWithForm(page: Page): Promise<{ submitted: Promise<string> }> {
  const { promise: submitted, resolve } = Promise.withResolvers<string>();
  await page.route('**/act', async (route: Route) => {
    const body = route.request().postDataBuffer()?.toString('utf8') ?? '';
    if (body.includes('"do":"submit"')) resolve(body);
    const answer = body.includes('"do":"press"') ? { kind: 'modal', modal: FORM } : { kind: 'done' };
    await route.fulfill({ contentType: 'application/json', body: JSON.stringify(answer) });
  });
  return { submitted };
}

describe.skipIf(chromiumPath === undefined)('forms and roles', () => {
  const visits = shareVisits({ settings: { DEFAULT_GUILD_BUDGET_USD: '5' } });

  test('every kind of field can be filled in, is checked as Discord does, and is sent', async () => {
    const page = await visits.open();
    await typeCommand(page, 'krea', 'a quiet garden');
    await pictures(page, 1);
    const { submitted } = await answerWithForm(page);
    await newest(page)
      .getByRole('button', { name: /^Remix/ })
      .click();
    const form = page.getByRole('dialog', { name: 'Every field' });
    const submit = form.getByRole('button', { name: 'Submit' });

    await submit.click();
    expect(await form.getByRole('alert').count()).toBe(8);
    await form.getByLabel('Words').fill('of ink');
    await form.getByRole('radio', { name: /glass/ }).check();
    await form.getByRole('checkbox', { name: /ink/ }).check();
    await form.getByText('Choose at least 2').waitFor();
    await form.getByRole('checkbox', { name: /chalk/ }).check();
    await form.getByLabel('Agreed').check();
    for (const [name, option] of [
      ['Who', 'Ben'],
      ['Which role', '@Moderators'],
      ['Who or which', '@everyone'],
      ['Where', '#sketchbook'],
    ] as const) {
      await form.getByRole('combobox', { name, exact: true }).click();
      await page.getByRole('option', { name: option }).click();
    }
    await form
      .getByLabel('Choose files')
      .setInputFiles({ name: 'chalk.txt', mimeType: 'text/plain', buffer: Buffer.from('white') });
    await form.getByText('chalk.txt').waitFor();
    await submit.click();

    const sent = await submitted;
    const action: unknown = JSON.parse(/\{"do":"submit".*\}/.exec(sent)?.[0] ?? '{}');
    const { people, servers } = visits.stage().cast;
    const ben = [...people.values()].find(({ name }) => name === 'Ben')?.id;
    const [home] = servers;
    expect(action).toMatchObject({
      values: {
        words: 'of ink',
        one: ['glass'],
        some: ['ink', 'chalk'],
        agreed: true,
        who: [ben],
        role: [home?.roles.find(({ name }) => name === 'Moderators')?.id],
        either: [home?.id],
        where: [home?.channels.find(({ name }) => name === 'sketchbook')?.id],
      },
    });
    expect(sent).toMatch(/name="file"; filename="chalk\.txt"[\s\S]*white/);
  });

  test('roles are offered and shown by their names', async () => {
    const page = await visits.open();
    await actAs(page, 'Olga');
    await box(page).focus();
    await page.keyboard.type('/krea-budget role moder');
    await page.getByRole('option', { name: '@Moderators' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Add an option' }).focus();
    await page.keyboard.type('cap');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'cap', exact: true }).waitFor();
    await page.keyboard.type('2');
    await page.getByRole('combobox', { name: 'Add an option' }).focus();
    await page.keyboard.press('Enter');
    await newest(page).getByText('@Moderators').waitFor();
    expect(await wordsOf(newest(page))).toContain('$2.00');
  });
});
