import { describe, expect, test } from 'vitest';

import { chromiumPath } from './chromium.ts';
import { actAs, newest, pictures, typeCommand } from './hands.ts';
import { shareVisits } from './visit.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.skipIf(chromiumPath === undefined)('how the page looks', () => {
  const visits = shareVisits();

  test('fits a phone: nothing is cut off, and channels and panel open over the chat', async () => {
    const page = await visits.open(PHONE);
    await typeCommand(page, 'krea', 'a small boat', { count: '2', variant: 'turbo' });
    await pictures(page, 2);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    const widest = await page.evaluate(
      `Math.max(...[...document.querySelectorAll('.messages *')].map((it) => it.getBoundingClientRect().right))`,
    );
    expect(widest).toBeLessThanOrEqual(390);

    await page.getByRole('button', { name: 'Servers and channels' }).tap();
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'sketchbook' }).tap();
    await page.getByRole('heading', { name: 'sketchbook', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Behind the scenes' }).tap();
    await page.getByRole('button', { name: 'Kill it now' }).waitFor();
    await page.getByRole('button', { name: 'Close the panel' }).tap();
  });

  test('is dark or light as the system asks, and changes at a click', async () => {
    const colour = 'getComputedStyle(document.querySelector(".chat")).backgroundColor';
    const dark = await visits.open({ colorScheme: 'dark' });
    expect(await dark.evaluate(colour)).toBe('rgb(49, 51, 56)');
    const light = await visits.open({ colorScheme: 'light' });
    expect(await light.evaluate(colour)).toBe('rgb(255, 255, 255)');
    await light.getByRole('button', { name: 'Dark theme' }).click();
    expect(await light.evaluate(colour)).toBe('rgb(49, 51, 56)');
  });

  test.each(['dark', 'light'] as const)(
    'has enough contrast for its words and a name for every control (%s)',
    async (colorScheme) => {
      const page = await visits.open({ colorScheme });
      await pictures(page, 2);
      expect(await page.evaluate(FAINT_WORDS)).toEqual([]);
      expect(await page.evaluate(NAMELESS)).toEqual([]);

      // Those who look for them would find them.
      await page.evaluate(ADD_FAINT_AND_NAMELESS);
      expect(await page.evaluate(FAINT_WORDS)).toEqual([expect.stringContaining('faint')]);
      expect(await page.evaluate(NAMELESS)).toEqual(['<button></button>', '<img>']);
    },
  );

  test('stands still for those who ask for reduced motion', async () => {
    const page = await visits.open({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Slow Krea' }).click();
    await typeCommand(page, 'krea', 'a slow cloud');
    // What moves most: the dots of "thinking…" and of painting, the panel's bars, the rail of servers.
    await newest(page).getByRole('button', { name: 'Cancel' }).waitFor();
    expect(await page.evaluate(MOVING)).toEqual([]);
    await newest(page).getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Slow Krea' }).click();

    const lively = await visits.open();
    expect(await lively.evaluate(MOVING)).not.toEqual([]);
  });

  test('covers spoilers until they are clicked', async () => {
    const page = await visits.open();
    await typeCommand(page, 'krea', 'a surprise', { spoiler: 'True' });
    await newest(page).getByRole('button', { name: 'Spoiler, show it' }).click();
    await newest(page).getByRole('img', { name: 'a surprise' }).waitFor();
    expect(await newest(page).locator('[data-covered="true"]').count()).toBe(0);
  });

  test('shows each person the channels that they may see, and keeps the place where it can', async () => {
    const page = await visits.open();
    expect(await page.getByRole('button', { name: 'moderators' }).count()).toBe(0);
    await actAs(page, 'Olga');
    await page.getByRole('button', { name: 'moderators', exact: true }).click();
    await page.getByRole('heading', { name: 'moderators', exact: true }).waitFor();
    await actAs(page, 'Ben');
    await page.getByRole('heading', { name: 'pictures', exact: true }).waitFor();
  });
});

/** Controls that nobody can call by a name, and pictures that say nothing to who does not see them. */
const NAMELESS = `[
  ...[...document.querySelectorAll('button, a, input, textarea')].filter((it) => it.checkVisibility() && !(it.ariaLabel || it.textContent.trim() || it.labels?.length)),
  ...[...document.querySelectorAll('img')].filter((image) => !image.hasAttribute('alt')),
].map((it) => it.outerHTML)`;

/** Puts into the chat what must not be there. */
const ADD_FAINT_AND_NAMELESS = `(() => {
  const faint = document.createElement('p');
  faint.textContent = 'faint';
  Object.assign(faint.style, { color: '#888', backgroundColor: '#777' });
  document.querySelector('.chat').append(faint, document.createElement('button'), document.createElement('img'));
})()`;

/** What changes for longer than a moment, or again and again. */
const MOVING = `(() => {
  const long = (text) => text.split(', ').some((time) => parseFloat(time) * (time.endsWith('ms') ? 1 : 1000) > 20);
  const moving = [...document.querySelectorAll('*')].flatMap((it) => [null, '::before', '::after'].flatMap((part) => {
    const { animationName, animationDuration, animationIterationCount, transitionDuration, scrollBehavior } = getComputedStyle(it, part);
    const isAnimated = animationName !== 'none' && (long(animationDuration) || animationIterationCount === 'infinite');
    return isAnimated || long(transitionDuration) || scrollBehavior === 'smooth' ? [it.tagName + '.' + it.className + (part ?? '')] : [];
  }));
  return [...new Set(moving)];
})()`;

/** The words on the page whose colour stands out from what is behind them by less than 4.5 to 1. */
const FAINT_WORDS = `(() => {
  const channel = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const read = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const light = ({ r, g, b }) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (it) => (it === null ? { r: 255, g: 255, b: 255, a: 1 } : over(read(getComputedStyle(it).backgroundColor), behind(it.parentElement)));
  const faint = [];
  for (const it of document.querySelectorAll('body *')) {
    const hasWords = [...it.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!hasWords || !it.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || it.closest(':disabled, .avatar, .picture, style, script')) continue;
    const back = behind(it);
    const [one, two] = [light(over(read(getComputedStyle(it).color), back)), light(back)].toSorted((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05);
    if (ratio < 4.5) faint.push(ratio.toFixed(2) + ' ' + it.className + ' ' + it.textContent.trim().slice(0, 40));
  }
  return [...new Set(faint)];
})()`;
