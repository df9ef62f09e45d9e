/**
 * Makes the README's screenshots from the try-it page, in a real browser: `npm run screenshots`.
 * The pictures in them come from the local Krea; their seeds are fixed, so that they stay the same.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

import { CHROMIUM_ARGS, chromiumPath } from '../page/chromium.ts';
import { actAs, dropFile, box, pictures, typeCommand } from '../page/hands.ts';
import { createPainter } from '../sandbox/krea/painter/index.ts';
import { openPage } from './page/index.ts';

const FOLDER = fileURLToPath(new URL('../../docs', import.meta.url));

/** A screenshot as a PNG of a few hundred kilobytes. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  const image = await page.screenshot({ animations: 'disabled' });
  await sharp(image)
    .png({ palette: true, quality: 92, effort: 10 })
    .toFile(join(FOLDER, `${name}.png`));
  process.stdout.write(`docs/${name}.png\n`);
}

async function play(page: Page): Promise<void> {
  const dusk = await createPainter(512).paint({ prompt: 'a forest at dusk', seed: 7, ratio: '4:3' });
  await box(page).focus();
  await page.keyboard.type('/krea sailing boats on a quiet sea');
  await dropFile(page, { name: 'dusk.png', type: 'image/png', bytes: dusk });
  for (const [option, value] of [
    ['aspect_ratio', '16:9'],
    ['seed', '2026'],
  ] as const) {
    await page.getByRole('combobox', { name: 'Add an option' }).focus();
    await page.keyboard.type(option);
    await page.keyboard.press('Enter');
    await page.keyboard.type(value);
    if ((await page.getByRole('option').count()) > 0) await page.keyboard.press('Enter');
  }
  await page.getByRole('textbox', { name: 'prompt' }).focus();
  await page.keyboard.press('Enter');
  await pictures(page, 1);
  await page.getByText('They agree to the cent').waitFor();
}

if (chromiumPath === undefined) {
  process.stderr.write('Screenshots need Chromium: apt-get install chromium, or name it in CHROMIUM.\n');
  process.exit(1);
}
await mkdir(FOLDER, { recursive: true });
const { url, close } = await openPage({ paintingMs: 1_500 });
const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_ARGS });
try {
  const desktop = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  await desktop.goto(url);
  await play(desktop);
  await shoot(desktop, 'try-it');

  await actAs(desktop, 'Ben');
  await typeCommand(desktop, 'krea', 'a garden of glass flowers', {
    variant: 'turbo',
    count: '4',
    seed: '100',
    creativity: 'high',
  });
  await pictures(desktop, 5);

  const phone = await browser.newPage({
    viewport: { width: 390, height: 844 },
    colorScheme: 'light',
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  });
  await phone.goto(url);
  await pictures(phone, 5);
  await phone.evaluate(`document.querySelector('.gallery[data-count="4"]').scrollIntoView({ block: 'center' })`);
  await shoot(phone, 'try-it-phone');
} finally {
  await browser.close();
  await close();
}
