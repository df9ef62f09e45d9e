import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { allows, missingForDelivery, PERMISSION, permissionsIn } from '../../../src/core/rules/permissions.ts';

const EVERY_BIT = Object.values(PERMISSION).reduce((all, bit) => all | bit, 0n);
const bits = fc.bigInt({ min: 0n, max: (1n << 50n) - 1n });
const guildOf = (everyone: bigint, role = 0n) => ({
  id: 'guild',
  ownerId: 'owner',
  roles: [
    { id: 'guild', permissions: everyone },
    { id: 'role', permissions: role },
  ],
});
const member = { id: 'member', roleIds: ['role'] };

test('the bits are those that Discord names in its permissions', () => {
  expect(PERMISSION).toEqual({
    administrator: 0x8n,
    manageGuild: 0x20n,
    viewChannel: 0x400n,
    sendMessages: 0x800n,
    manageMessages: 0x2000n,
    attachFiles: 0x8000n,
    mentionEveryone: 0x2_0000n,
    sendMessagesInThreads: 0x40_0000_0000n,
  });
});

test('who lacks a part of what is asked may not do it', () => {
  const both = PERMISSION.viewChannel | PERMISSION.sendMessages;
  expect([allows(both, both), allows(PERMISSION.viewChannel, both), allows(0n, both)]).toEqual([true, false, false]);
});

test('an administrator may do everything, whatever a channel says', () => {
  fc.assert(
    fc.property(bits, bits, (everyone, deny) => {
      const found = permissionsIn(member, guildOf(everyone, PERMISSION.administrator), [
        { id: 'member', allow: 0n, deny },
      ]);
      for (const bit of Object.values(PERMISSION)) expect(allows(found, bit)).toBe(true);
    }),
  );
});

test('the owner of the server may do everything without any role, whatever a channel says', () => {
  fc.assert(
    fc.property(bits, bits, (everyone, deny) => {
      const found = permissionsIn({ id: 'owner', roleIds: [] }, guildOf(everyone), [
        { id: 'guild', allow: 0n, deny },
        { id: 'owner', allow: 0n, deny },
      ]);
      for (const bit of Object.values(PERMISSION)) expect(allows(found, bit)).toBe(true);
    }),
  );
});

test('the exception for a member stands above that for their roles, and that above the one for everyone', () => {
  const withoutAdmin = bits.map((all) => all & ~PERMISSION.administrator);
  fc.assert(
    fc.property(withoutAdmin, withoutAdmin, (base, bit) => {
      const denied = { allow: 0n, deny: bit };
      const allowed = { allow: bit, deny: 0n };
      const at = (overwrites: { id: string; allow: bigint; deny: bigint }[]): bigint =>
        permissionsIn(member, guildOf(base), overwrites) & bit;
      expect(
        at([
          { id: 'member', ...allowed },
          { id: 'role', ...denied },
          { id: 'guild', ...denied },
        ]),
      ).toBe(bit);
      expect(
        at([
          { id: 'member', ...denied },
          { id: 'role', ...allowed },
          { id: 'guild', ...allowed },
        ]),
      ).toBe(0n);
      expect(
        at([
          { id: 'role', ...allowed },
          { id: 'guild', ...denied },
        ]),
      ).toBe(bit);
      expect(at([{ id: 'stranger', ...denied }])).toBe(base & bit);
    }),
  );
});

test('a delivery needs to see, to speak where it is, and to attach files', () => {
  expect(missingForDelivery(0n, false)).toEqual(['View Channel', 'Send Messages', 'Attach Files']);
  expect(missingForDelivery(0n, true)).toEqual(['View Channel', 'Send Messages in Threads', 'Attach Files']);
  expect(missingForDelivery(EVERY_BIT & ~PERMISSION.administrator, false)).toEqual([]);
  expect(missingForDelivery(PERMISSION.administrator, true)).toEqual([]);
});

test('what a role forbids in a channel stays forbidden where everyone may', () => {
  const bit = PERMISSION.sendMessages;
  const found = permissionsIn(member, guildOf(bit), [
    { id: 'guild', allow: bit, deny: 0n },
    { id: 'role', allow: 0n, deny: bit },
  ]);
  expect(allows(found, bit)).toBe(false);
});

test('what a channel takes from everyone is gone, and roles of others give nothing', () => {
  const bit = PERMISSION.sendMessages;
  expect(permissionsIn(member, guildOf(bit), [{ id: 'guild', allow: 0n, deny: bit }]) & bit).toBe(0n);
  expect(permissionsIn({ id: 'member', roleIds: [] }, guildOf(0n, bit), []) & bit).toBe(0n);
});
