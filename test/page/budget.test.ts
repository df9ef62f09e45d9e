import { describe, expect, test } from 'vitest';

import { chromiumPath } from './chromium.ts';
import { actAs, box, figure, figureIs, newest, pictures, typeCommand, wordsOf } from './hands.ts';
import { shareVisits } from './visit.ts';

describe.skipIf(chromiumPath === undefined)('the server’s budget', () => {
  const visits = shareVisits({ settings: { DEFAULT_GUILD_BUDGET_USD: '0.10' } });

  test('refuses what does not fit, is raised by the moderator, and then lets it pass', async () => {
    const page = await visits.open();
    await typeCommand(page, 'krea', 'a city in the clouds', { variant: 'Large', count: '2' });
    await newest(page).getByText('Only you can see this').waitFor();
    expect(await wordsOf(newest(page))).toMatch(/budget|left/i);
    expect(visits.stage().krea.sandbox?.submits().length).toBe(0);

    await actAs(page, 'Olga');
    await typeCommand(page, 'krea-budget set', null, { amount: '2' });
    await newest(page).getByText('Only you can see this').waitFor();
    await figureIs(page, 'cap', '$2.00');

    await actAs(page, 'Mia');
    await typeCommand(page, 'krea', 'a city in the clouds', { variant: 'Large', count: '2' });
    await pictures(page, 2);
    await page.getByText('They agree to the cent').waitFor();
    await figureIs(page, 'held', '$0.00');
    expect(await figure(page, 'spent').innerText()).toBe('$0.12');
  });

  test('is a moderator’s affair: its command is offered to nobody else', async () => {
    const page = await visits.open();
    await box(page).focus();
    await page.keyboard.type('/krea');
    await page.getByRole('option', { name: /^\/krea-show/ }).waitFor();
    expect(await page.getByRole('option', { name: /^\/krea-budget/ }).count()).toBe(0);
  });

  test('belongs to one server: a person elsewhere, and direct messages, have their own', async () => {
    const page = await visits.open();
    await actAs(page, 'Noa');
    await page.getByRole('heading', { name: 'Budget of Paper Boats' }).waitFor();
    expect(await figure(page, 'spent').innerText()).toBe('$0.00');
    await page.getByRole('button', { name: 'Direct messages' }).click();
    await page.getByRole('heading', { name: 'Budget of Noa’s direct messages' }).waitFor();
    await typeCommand(page, 'krea', 'a boat of paper');
    await pictures(page, 1);
    await figureIs(page, 'spent', '$0.03');
  });
});
