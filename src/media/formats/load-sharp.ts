/** sharp, loaded when the first image comes: a bot that waits for one needs none of its memory. */
export async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

export type Sharp = Awaited<ReturnType<typeof loadSharp>>;
