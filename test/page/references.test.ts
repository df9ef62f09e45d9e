import { describe, expect, test } from 'vitest';

import { createPainter } from '../sandbox/krea/painter/index.ts';
import { chromiumPath } from './chromium.ts';
import { box, dropFile, newest, pictures, typeCommand, wordsOf } from './hands.ts';
import { shareVisits } from './visit.ts';

/** A picture to lend its style; each seed another. */
async function paint(seed: number) {
  return {
    name: `dusk-${seed}.png`,
    type: 'image/png',
    bytes: await createPainter(96).paint({ prompt: 'a forest at dusk', seed }),
  };
}

describe.skipIf(chromiumPath === undefined)('style references', () => {
  const visits = shareVisits();
  const lastReferences = (): number =>
    visits.stage().krea.sandbox?.submits().at(-1)?.body.image_style_references?.length ?? 0;

  test('can be dropped into a command, one after the other, and reach Krea', async () => {
    const page = await visits.open();
    await box(page).focus();
    await page.keyboard.type('/krea a lighthouse');
    await dropFile(page, await paint(1));
    await page.getByRole('button', { name: 'reference1: dusk-1.png' }).waitFor();
    await dropFile(page, await paint(2));
    await page.getByRole('button', { name: 'reference2: dusk-2.png' }).waitFor();
    await page.getByRole('textbox', { name: 'prompt' }).focus();
    await page.keyboard.press('Enter');
    await pictures(page, 1);
    expect(lastReferences()).toBe(2);
    expect(await wordsOf(newest(page))).toContain('charged $0.035');
  });

  test('can be pasted before the command is named', async () => {
    const page = await visits.open();
    await box(page).focus();
    await dropFile(page, await paint(3), 'paste');
    await page.getByRole('list', { name: 'Attached files' }).getByText('dusk-3.png').waitFor();
    await typeCommand(page, 'krea', 'a bridge');
    await pictures(page, 2);
    expect(lastReferences()).toBe(1);
  });

  test('can be chosen with the picker', async () => {
    const page = await visits.open();
    const { name, type: mimeType, bytes: buffer } = await paint(4);
    await box(page).focus();
    await page.keyboard.type('/krea a tower');
    await page.getByRole('combobox', { name: 'Add an option' }).focus();
    await page.keyboard.type('reference1');
    await page.keyboard.press('Enter');
    await page.getByLabel('File for reference1').setInputFiles({ name, mimeType, buffer });
    await page.getByRole('button', { name: 'reference1: dusk-4.png' }).press('Enter');
    await pictures(page, 3);
    expect(lastReferences()).toBe(1);
  });

  test('are an ordinary upload when no command is named', async () => {
    const page = await visits.open();
    await box(page).focus();
    await dropFile(page, await paint(5));
    await page.keyboard.press('Enter');
    await pictures(page, 4);
    expect(await wordsOf(newest(page))).toContain('Mia');
  });
});
