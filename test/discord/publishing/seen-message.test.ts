import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { customIdsIn, seenMessageSchema, showsResult } from '../../../src/discord/publishing/seen-message.ts';
import { ID } from '../samples.ts';

const message = (components: unknown) => seenMessageSchema.parse({ id: '1', channel_id: '2', components });
const button = (customId: string) => ({ type: 1, components: [{ type: 2, custom_id: customId }] });

describe('a message seen in Discord', () => {
  test('shows a result when it has a control of it besides Cancel, however deep', () => {
    expect(showsResult(message([button(`v1:delete:${ID}`)]), ID)).toBe(true);
    expect(
      showsResult(
        message([{ type: 17, components: [{ type: 9, accessory: { custom_id: `v1:reroll:${ID}:1` } }] }]),
        ID,
      ),
    ).toBe(true);
  });

  test.each([
    ['nothing', []],
    ['only Cancel', [button(`v1:cancel:${ID}`)]],
    ['controls of another result', [button('v1:delete:1300000000000000009')]],
    ['foreign controls', [button('something else')]],
    ['no components at all', undefined],
  ])('does not with %s', (_, components) => {
    expect(showsResult(message(components), ID)).toBe(false);
  });

  test('can hold anything without breaking us', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (noise, customId) => {
        expect(customIdsIn([noise, { components: [noise, { custom_id: customId }] }])).toContain(customId);
      }),
    );
  });
});
