import type { Locator, Page } from 'playwright-core';

/** The box for messages and commands, while no command is chosen. */
export function box(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message/ });
}

/** The messages, the newest last. */
export function messages(page: Page): Locator {
  return page.getByRole('log').locator('.message');
}

/** The newest message. */
export function newest(page: Page): Locator {
  return messages(page).last();
}

/** What is to be read, with single blanks. */
export async function wordsOf(locator: Locator): Promise<string> {
  return (await locator.innerText()).replaceAll(/\s+/g, ' ');
}

/** Types a slash command with the keyboard alone: its first option when that is required, then others by name. */
export async function typeCommand(
  page: Page,
  name: string,
  first: string | null,
  options: Readonly<Record<string, string>> = {},
): Promise<void> {
  await box(page).focus();
  await page.keyboard.type(`/${name} `);
  await page.locator('.command-line').waitFor();
  if (first !== null) await page.keyboard.type(first);
  for (const [option, value] of Object.entries(options)) {
    await page.getByRole('combobox', { name: 'Add an option' }).focus();
    await page.keyboard.type(option);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: option, exact: true }).waitFor();
    await page.keyboard.type(value);
    // A choice is picked; anything else stays as it was typed.
    if ((await page.getByRole('option').count()) > 0) await page.keyboard.press('Enter');
  }
  await page.getByRole('combobox', { name: 'Add an option' }).focus();
  await page.keyboard.press('Enter');
}

/** Acts as somebody else, with one click. */
export async function actAs(page: Page, name: string): Promise<void> {
  await page
    .getByRole('group', { name: 'Act as' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  await page.locator('.self strong', { hasText: name }).waitFor();
}

/** Waits until so many pictures stand in the channel, the last one loaded, and gives them. */
export async function pictures(page: Page, count: number): Promise<Locator> {
  const all = page.getByRole('log').locator('.gallery img');
  await all.nth(count - 1).waitFor();
  await all.last().evaluate('(image) => image.decode()');
  return all;
}

/** The words of a figure in the panel. */
export function figure(page: Page, name: 'spent' | 'held' | 'left' | 'cap' | 'billed' | 'charged'): Locator {
  return page.locator(`[data-figure="${name}"]`);
}

/** Waits until a figure in the panel says this. */
export async function figureIs(page: Page, name: Parameters<typeof figure>[1], words: string): Promise<void> {
  await figure(page, name).filter({ hasText: words }).waitFor();
}

/** Drops a file onto the page, as if dragged from the desktop. */
export async function dropFile(
  page: Page,
  { name, type, bytes }: { name: string; type: string; bytes: Buffer },
  event: 'drop' | 'paste' = 'drop',
): Promise<void> {
  const base64 = bytes.toString('base64');
  await page.evaluate(`(() => {
    const bytes = Uint8Array.from(atob('${base64}'), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], '${name}', { type: '${type}' }));
    const target = document.activeElement ?? document.body;
    const options = { bubbles: true, cancelable: true };
    if ('${event}' === 'paste') target.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
    else for (const kind of ['dragover', 'drop']) target.dispatchEvent(new DragEvent(kind, { ...options, dataTransfer: data }));
  })()`);
}
