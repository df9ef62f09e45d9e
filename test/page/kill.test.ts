import { describe, expect, test } from 'vitest';

import { chromiumPath } from './chromium.ts';
import { messages, pictures, typeCommand } from './hands.ts';
import { shareVisits } from './visit.ts';

describe.skipIf(chromiumPath === undefined)('the bot is killed while Krea paints', () => {
  const visits = shareVisits({ paintingMs: 2_500 });

  test('restarts by itself; the picture still arrives, once, and is paid once', async () => {
    const page = await visits.open();
    await typeCommand(page, 'krea', 'a storm at sea');
    await page.locator('.job[data-state="running"]').waitFor();
    await page.getByRole('button', { name: 'Kill it now' }).click();
    await page.getByText('killed, restarts by itself').waitFor();
    await page.getByText(/running · process \d+ · start 2/).waitFor();

    await pictures(page, 1);
    await page.getByText('They agree to the cent').waitFor();
    expect(await messages(page).filter({ hasText: 'a storm at sea' }).locator('.gallery').count()).toBe(1);
    expect(visits.stage().krea.sandbox?.submits().length).toBe(1);
    expect(visits.stage().krea.sandbox?.bill().length).toBe(1);
  });

  test('says below the command that the bot did not answer, as Discord does, while it is away', async () => {
    const page = await visits.open();
    await page.getByRole('button', { name: 'Kill it now' }).click();
    await page.getByText('killed, restarts by itself').waitFor();
    await typeCommand(page, 'krea', 'nobody hears this');
    await page.getByText('The application did not respond.').waitFor();
    expect(await messages(page).filter({ hasText: 'nobody hears this' }).count()).toBe(0);
  });
});
