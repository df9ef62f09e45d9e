import { describe, expect, test } from 'vitest';

import type { AlertReach } from '../../../src/app/budget/alert-reach.ts';
import type { World } from '../../../src/app/world.ts';
import { PERMISSION } from '../../../src/core/rules/permissions.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { setMoneyStage } from './money-stage.ts';

const { viewChannel, sendMessages, sendMessagesInThreads, mentionEveryone, administrator } = PERMISSION;
const WRITING = viewChannel | sendMessages;
const GUILD = '300000000000000001';
const [HERE, THERE, ROLE] = ['400000000000000001', '400000000000000002', '500000000000000002'];

/** What the moderators read when they name a channel and a role, and what Discord was asked for it. */
async function look(
  wanted: { channelId?: string; roleId?: string | null },
  deps: Partial<World>,
  who: Partial<Visitor> = {},
): Promise<{ reach: AlertReach; asked: unknown[]; warnings: string[] }> {
  const asked: unknown[] = [];
  const stage = setMoneyStage({
    ownMember: async (guildId) => ({ id: `bot in ${guildId}`, roleIds: [] }),
    ...deps,
    permissionsIn: async (...question) => {
      asked.push(question);
      return deps.permissionsIn?.(...question);
    },
    isMentionable: async (...question) => {
      asked.push(question);
      return deps.isMentionable?.(...question);
    },
  });
  const reach = await stage.app.alertReach(stage.moderator(who), { channelId: THERE, roleId: null, ...wanted });
  return { reach, asked, warnings: stage.warnings };
}

describe('whether alerts would arrive', () => {
  test('is read from what the bot may do in that channel; files are not needed', async () => {
    const { reach, asked } = await look({}, { permissionsIn: async () => WRITING });
    expect(reach).toEqual({ missing: [], isMentionSilent: false });
    expect(asked).toEqual([[GUILD, THERE, { id: `bot in ${GUILD}`, roleIds: [] }]]);
  });

  test('names what is missing there', async () => {
    expect((await look({}, { permissionsIn: async () => viewChannel })).reach).toEqual({
      missing: ['Send Messages'],
      isMentionSilent: false,
    });
  });

  test('is known without asking in the channel where it is set, also in a thread', async () => {
    const { reach, asked } = await look({ channelId: HERE }, {}, { appPermissions: viewChannel });
    expect([reach.missing, asked]).toEqual([['Send Messages'], []]);
    const inThread = { appPermissions: viewChannel | sendMessagesInThreads, isThread: true };
    expect((await look({ channelId: HERE }, {}, inThread)).reach.missing).toEqual([]);
    expect((await look({ channelId: THERE }, { permissionsIn: async () => WRITING }, inThread)).reach.missing).toEqual(
      [],
    );
  });

  test('is no in a channel that the bot does not see', async () => {
    expect((await look({ roleId: ROLE }, { permissionsIn: async () => undefined })).reach).toEqual({
      missing: 'hidden',
      isMentionSilent: false,
    });
  });

  test('is not known while Discord does not tell, which keeps nobody from setting it', async () => {
    const { reach, warnings } = await look(
      { roleId: ROLE },
      {
        permissionsIn: async () => {
          throw new Error('Discord does not answer');
        },
      },
    );
    expect(reach).toEqual({ missing: 'unknown', isMentionSilent: false });
    expect(warnings).toEqual(['the permissions for alerts could not be looked up']);
  });
});

describe('the mention of a role', () => {
  test.each([
    ['notifies when everyone may mention it', WRITING, true, false],
    ['is silent when not', WRITING, false, true],
    ['is not called silent when there is no such role any more', WRITING, undefined, false],
    ['notifies when the bot may mention every role', WRITING | mentionEveryone, false, false],
    ['notifies when the bot is an administrator', administrator, false, false],
  ])('%s', async (_, permissions, isMentionable, isMentionSilent) => {
    const { reach, asked } = await look(
      { roleId: ROLE },
      { permissionsIn: async () => permissions, isMentionable: async () => isMentionable },
    );
    expect(reach).toEqual({ missing: [], isMentionSilent });
    // Nobody is asked about the role where every role may be mentioned.
    expect(asked.slice(1)).toEqual(permissions === WRITING ? [[GUILD, ROLE]] : []);
  });

  test('is not asked for when nobody is mentioned', async () => {
    const { reach, asked } = await look({}, { permissionsIn: async () => WRITING, isMentionable: async () => false });
    expect([reach.isMentionSilent, asked.length]).toEqual([false, 1]);
  });
});
