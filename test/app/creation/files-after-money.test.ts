import { describe, expect, test } from 'vitest';

import { kreaCommand } from '../../../commands/krea/command.ts';
import type { World } from '../../../src/app/world.ts';
import { SCHEMA_STRENGTHS } from '../../../src/core/picture/request.ts';
import { MOST_OFFERS_WITH_IMAGES } from '../../../src/core/rules/approval.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import type { FetchMedia } from '../../../src/ports/media.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import { ALERTS_CHANNEL } from '../moderation/approval-stage.ts';

const MAY_POST = { appPermissions: 2n ** 50n - 1n };
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Buffer.from('IEND')]);

/** The stage behind `/krea` with two attached files; every file that is fetched is counted. */
function setFilesStage(
  fetchMedia: FetchMedia = async () => ({ kind: 'fetched', bytes: PNG }),
  deps: Partial<World> = {},
) {
  const fetched: string[] = [];
  const stage = setMoneyStage({
    ...deps,
    fetchMedia: async (url, maxBytes) => {
      fetched.push(url);
      return fetchMedia(url, maxBytes);
    },
  });
  const command = kreaCommand(stage.app, SCHEMA_STRENGTHS);
  const ask = async (
    changes: Partial<Visitor> = {},
    options: { bytes?: number; values?: object; files?: number } = {},
  ) => {
    const { bytes = PNG.length, values = {}, files = 2 } = options;
    const visitor = stage.member({ ...MAY_POST, ...changes });
    const given = Array.from(
      { length: files },
      (_, n) =>
        [
          `reference${n + 1}`,
          { name: `${n + 1}.png`, url: `https://cdn.discordapp.com/${visitor.userId}/${n + 1}`, bytes },
        ] as const,
    );
    const call = command.read(visitor, {
      subcommand: null,
      values: { prompt: 'in that style', ...values },
      files: new Map(given),
      memberRoles: new Map(),
      foreign: null,
      focused: null,
    });
    return 'refused' in call ? call : call.run(visitor);
  };
  return { stage, fetched, ask };
}

describe('a request with files that would be refused', () => {
  test.each<[string, string, (stage: ReturnType<typeof setMoneyStage>) => Promise<unknown>]>([
    [
      'by an empty budget',
      'budget-exceeded',
      async ({ app, moderator }) => app.budget.set(moderator(), { cap: 0 }, null),
    ],
    ['by a pause', 'paused', async ({ app, moderator }) => app.budget.pause(moderator(), true, null)],
    ['because the bot stops', 'shutting-down', async ({ app }) => app.engine.stop()],
  ])('%s is refused before a byte of them is fetched', async (_, kind, prepare) => {
    const { stage, fetched, ask } = setFilesStage();
    await prepare(stage);
    expect(await ask()).toMatchObject({ refused: { kind } });
    expect(fetched).toEqual([]);
  });

  test('for its price with references counted names the money, and none of the files', async () => {
    const { stage, fetched, ask } = setFilesStage(async () => ({ kind: 'missing' }));
    await stage.app.budget.set(stage.moderator(), { cap: 34_000 }, null);
    expect(await ask()).toMatchObject({ refused: { kind: 'budget-exceeded', price: 35_000, left: 34_000 } });
    expect(fetched).toEqual([]);
    await stage.app.budget.set(stage.moderator(), { cap: 35_000 }, null);
    expect(await ask()).toMatchObject({ refused: { kind: 'bad-attachment', problem: 'unreachable' } });
  });

  test('because a file is larger than any may be is refused for that, unfetched', async () => {
    const { fetched, ask } = setFilesStage();
    expect(await ask({}, { bytes: 26 * 1024 * 1024 })).toMatchObject({
      refused: { kind: 'bad-attachment', problem: 'too-large' },
    });
    expect(fetched).toEqual([]);
  });

  test('that moderators can be asked for is fetched as often as its images may be kept, and no more often', async () => {
    const { stage, fetched, ask } = setFilesStage();
    await stage.app.budget.set(stage.moderator(), { cap: 0 }, null);
    await stage.app.budget.alerts(stage.moderator(), { channelId: ALERTS_CHANNEL, forecast: false }, null);
    for (let times = 0; times < MOST_OFFERS_WITH_IMAGES; times += 1) expect(await ask()).toHaveProperty('askId');
    expect(fetched).toHaveLength(2 * MOST_OFFERS_WITH_IMAGES);
    expect(await ask()).not.toHaveProperty('askId');
    expect(fetched).toHaveLength(2 * MOST_OFFERS_WITH_IMAGES);
  });
});

describe('files of one member', () => {
  test('are fetched one at a time; another member’s come in between, and twenty requests at once are not all taken on', async () => {
    const held: (() => void)[] = [];
    const { stage, fetched, ask } = setFilesStage(async () => {
      await new Promise<void>((resolve) => held.push(resolve));
      return { kind: 'fetched', bytes: PNG };
    });
    const greedy = Array.from({ length: 20 }, async () => ask());
    await stage.clock.settle();
    expect(fetched).toEqual(['https://cdn.discordapp.com/100000000000000001/1']);
    const other = ask({ userId: '100000000000000002' }, { files: 1 });
    await stage.clock.settle();
    expect(fetched.at(-1)).toBe('https://cdn.discordapp.com/100000000000000002/1');
    held.pop()?.();
    expect(await other).toBe('later');

    for (let files = 0; files < 2 * greedy.length; files += 1) {
      held.pop()?.();
      await stage.clock.settle();
    }
    const refused = (await Promise.all(greedy)).filter((answer) => answer !== 'later');
    expect(refused).toHaveLength(16);
    expect(refused).toEqual(refused.map(() => ({ refused: { kind: 'too-many-files-at-once' } })));
  });

  test('of all members together never exceed a fixed number of bytes in memory', async () => {
    let [inMemory, most] = [0, 0];
    const MEBIBYTE = 1024 * 1024;
    const bytes = new Uint8Array(14 * MEBIBYTE);
    bytes.set(PNG.subarray(0, 8));
    bytes.set(Buffer.from('IEND'), bytes.length - 4);
    const { stage, ask } = setFilesStage(
      async (_, maxBytes) => {
        expect(maxBytes).toBeLessThan(15 * MEBIBYTE);
        inMemory += bytes.length;
        most = Math.max(most, inMemory);
        return { kind: 'fetched', bytes };
      },
      {
        images: {
          prepareReference: async () => {
            await new Promise(setImmediate);
            inMemory -= bytes.length;
            return { bytes: PNG, mediaType: 'image/png' };
          },
          display: async () => undefined,
          fit: async () => Promise.reject(new Error('Nothing has to fit here.')),
        },
      },
    );
    const members = Array.from({ length: 12 }, (_, n) => `10000000000000001${n % 10}${Math.floor(n / 10)}`);
    const answers = Promise.all(members.map(async (userId) => ask({ userId }, { bytes: bytes.length })));
    await stage.clock.settle();
    expect(await answers).toEqual(members.map(() => 'later'));
    expect(most).toBe(bytes.length);
  });
});
