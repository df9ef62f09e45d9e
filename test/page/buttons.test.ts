import { describe, expect, test } from 'vitest';

import { chromiumPath } from './chromium.ts';
import { actAs, messages, newest, pictures, typeCommand, wordsOf } from './hands.ts';
import { shareVisits } from './visit.ts';

describe.skipIf(chromiumPath === undefined)('the controls below a result', () => {
  const visits = shareVisits({ settings: { DEFAULT_GUILD_BUDGET_USD: '5' } });
  const submits = () => visits.stage().krea.sandbox?.submits() ?? [];

  test('reroll with the same seed, vary with a new one, remix with other words', async () => {
    const page = await visits.open();
    await typeCommand(page, 'krea', 'a quiet garden', { seed: '77' });
    await pictures(page, 1);

    await page.getByRole('button', { name: /^Reroll ·/ }).click();
    await pictures(page, 2);
    expect(submits().at(-1)?.body.seed).toBe(77);
    await newest(page)
      .getByText(/Reroll of picture 1/)
      .waitFor();

    await newest(page).getByRole('button', { name: /^Vary/ }).click();
    await pictures(page, 3);
    expect(submits().at(-1)?.body.seed).not.toBe(77);

    await newest(page)
      .getByRole('button', { name: /^Remix/ })
      .click();
    const form = page.getByRole('dialog', { name: 'Remix' });
    await form.getByLabel('Prompt').fill('a garden of lanterns');
    await form.getByRole('combobox', { name: 'Model' }).click();
    await page.getByRole('option', { name: /^Large/ }).click();
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'hidden' });
    await pictures(page, 4);
    expect(submits().at(-1)?.body.prompt).toBe('a garden of lanterns');
    expect(submits().at(-1)?.variant).toBe('large');
  });

  test('reroll with one thing changed, chosen with the keyboard', async () => {
    const page = await visits.open();
    const before = await pictures(page, 1).then(async (all) => all.count());
    await newest(page).getByRole('combobox', { name: 'Reroll with…' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await pictures(page, before + 1);
    expect(await wordsOf(newest(page))).toMatch(/Reroll of picture 1 of \d+: /);
  });

  test('cancel a picture that is being painted; nothing is charged', async () => {
    const page = await visits.open();
    await page.getByRole('button', { name: 'Slow Krea' }).click();
    await typeCommand(page, 'krea', 'a slow river');
    await newest(page).getByRole('button', { name: 'Cancel' }).click();
    await newest(page)
      .getByText(/not charged/i)
      .waitFor();
    await page.getByRole('button', { name: 'Slow Krea' }).click();
    expect(await newest(page).locator('.gallery').count()).toBe(0);
  });

  test('delete for whom may: not for another member, yes for the moderator', async () => {
    const page = await visits.open();
    await typeCommand(page, 'krea', 'a red kite');
    await newest(page).locator('.gallery img').waitFor();
    const mine = messages(page).filter({ hasText: 'a red kite' });
    await actAs(page, 'Ben');
    await mine.getByRole('button', { name: 'Delete', exact: true }).click();
    await newest(page).getByText('Only you can see this').waitFor();
    expect(await mine.locator('.gallery').count()).toBe(1);
    expect(await wordsOf(newest(page))).toMatch(/requester|asked for|manage/i);

    await actAs(page, 'Olga');
    await mine.getByRole('button', { name: 'Delete', exact: true }).click();
    await mine.waitFor({ state: 'detached' });
  });
});
