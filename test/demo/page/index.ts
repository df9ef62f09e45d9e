/**
 * The try-it page: Discord's client as it looks and behaves, with a local Discord, a Krea and the real bot behind it.
 *
 *     const page = await openPage();     // page.url; page.stage for whoever wants to look behind
 *     await page.close();
 */
import { servePage } from './server/serve.ts';
import { openStage } from './server/stage.ts';
import type { Stage, StageOptions } from './server/stage.ts';

/** The page and what is behind it. */
export interface Page {
  url: string;
  stage: Stage;
  close(): Promise<void>;
}

/** Opens the stage, starts the bot on it and serves the page on a free loopback port. */
export async function openPage(options: StageOptions = {}): Promise<Page> {
  const stage = await openStage(options);
  try {
    const server = await servePage(stage, options.port);
    return {
      url: server.url,
      stage,
      async close() {
        await server.close();
        await stage.close();
      },
    };
  } catch (error) {
    await stage.close();
    throw error;
  }
}
