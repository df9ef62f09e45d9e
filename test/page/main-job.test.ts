import process from 'node:process';

import { describe, expect, test } from 'vitest';

import { chromiumPath } from './chromium.ts';
import { actAs, box, figure, newest, pictures, typeCommand, wordsOf } from './hands.ts';
import { shareVisits } from './visit.ts';

if (chromiumPath === undefined)
  process.stderr.write(
    '\nNo Chromium was found (apt-get install chromium): the tests of the page in a browser are LEFT OUT.\n',
  );

describe.skipIf(chromiumPath === undefined)('a picture, from the command to the ledger', () => {
  const visits = shareVisits();

  test('can be made with the keyboard alone', async () => {
    const page = await visits.open();
    await box(page).focus();
    await page.keyboard.type('/kre');
    await page.getByRole('option', { name: /^\/krea Make a picture/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('a heron by the lake');
    await page.keyboard.press('Tab');
    await page.keyboard.type('aspect');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');

    await pictures(page, 1);
    const words = await wordsOf(newest(page));
    expect(words).toContain('Mia used /krea');
    expect(words).toContain('a heron by the lake');
    expect(words).toContain('charged $0.03 · server has $0.17 left');
    expect(await page.getByRole('button', { name: 'Open: a heron by the lake' }).count()).toBe(1);
    await page.getByText('They agree to the cent').waitFor();
    expect(await figure(page, 'billed').innerText()).toBe('$0.03');
    expect(await figure(page, 'charged').innerText()).toBe('$0.03');
  });

  test('can be made with the mouse alone, but for its words', async () => {
    const page = await visits.open();
    await box(page).click();
    await page.keyboard.type('/');
    await page.getByRole('option', { name: /^\/krea Make a picture/ }).click();
    await page.keyboard.type('two foxes');
    await page.getByRole('combobox', { name: 'Add an option' }).click();
    await page.getByRole('option', { name: /^variant/ }).click();
    await page.getByRole('option', { name: /Medium Turbo/ }).click();
    // The button shows where there is no keyboard, and to those who reach it with one.
    await page.getByRole('button', { name: 'Send', exact: true }).focus();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await pictures(page, 2);
    expect(await wordsOf(newest(page))).toContain('Krea 2 Medium Turbo');

    await page.getByRole('button', { name: 'Open: two foxes' }).click();
    const viewer = page.getByRole('dialog', { name: 'Picture' });
    await viewer.getByRole('img', { name: 'two foxes' }).waitFor();
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });
  });

  test('is refused by the box itself where Discord would not send it', async () => {
    const page = await visits.open();
    const submits = visits.stage().krea.sandbox?.submits().length;
    await typeCommand(page, 'krea', '');
    await page.getByText('This option is required. Specify a value.').waitFor();
    await page.keyboard.type('a fox');
    await page.getByRole('combobox', { name: 'Add an option' }).focus();
    await page.keyboard.type('intensity');
    await page.keyboard.press('Enter');
    await page.keyboard.type('900');
    await page.keyboard.press('Enter');
    await page.getByText('Must be 100 or less.').waitFor();
    expect(visits.stage().krea.sandbox?.submits().length).toBe(submits);
  });

  test('finds a trained style while its name is typed', async () => {
    const page = await visits.open();
    await box(page).focus();
    await page.keyboard.type('/krea a harbour');
    await page.getByRole('combobox', { name: 'Add an option' }).focus();
    await page.keyboard.type('style');
    await page.getByRole('option', { name: /^style A style/ }).click();
    await page.keyboard.type('riso');
    await page.getByRole('option', { name: 'Riso Garden' }).click();
    expect(await page.getByRole('textbox', { name: 'style', exact: true }).inputValue()).toContain('Riso Garden');
  });

  test('is private when that is asked for: the others do not see it', async () => {
    const page = await visits.open();
    await typeCommand(page, 'krea', 'a secret door', { private: 'True' });
    await newest(page).getByText('Only you can see this').waitFor();
    await newest(page).locator('.gallery img').waitFor();
    await typeCommand(page, 'krea', 'an open door');
    await newest(page).getByText('an open door').waitFor();
    await actAs(page, 'Ben');
    // What is there for him as well shows that he sees the channel by now.
    await page.getByRole('log').getByText('an open door').waitFor();
    expect(await page.getByRole('log').getByText('a secret door').count()).toBe(0);
  });
});
