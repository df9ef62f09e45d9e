import { expect, test } from 'vitest';

import { UnreadableRecord } from '../../../src/ports/store/unreadable-record.ts';
import { createRowReader } from '../../../src/store/database/row-reader.ts';

const broken = (): never => {
  throw new Error('not to be read');
};
const unlessTwo = (row: number): number => (row === 2 ? broken() : row * 10);

test('a row that cannot be read is left out, told of once, and remembered under its table', () => {
  const noted: string[] = [];
  const reader = createRowReader(({ table, id }) => void noted.push(`${table} ${id}`));
  for (const _ of [1, 2]) expect(reader.all('picture', [1, 2, 3], String, unlessTwo)).toStrictEqual([10, 30]);
  expect(() => reader.one('card', '2', broken)).toThrow(UnreadableRecord);
  expect(reader.one('card', '3', () => 'read')).toBe('read');
  expect(noted).toStrictEqual(['picture 2', 'card 2']);
  expect(reader.count()).toBe(2);
  expect([
    reader.isUnreadable('picture', '2'),
    reader.isUnreadable('card', '3'),
    reader.isUnreadable('alert', '2'),
  ]).toStrictEqual([true, false, false]);
});

test('of endless unreadable rows only so many are remembered; the others are left out all the same', () => {
  let notes = 0;
  const reader = createRowReader(() => void (notes += 1));
  expect(
    reader.all(
      'picture',
      Array.from({ length: 10_002 }, (_, row) => row),
      String,
      broken,
    ),
  ).toStrictEqual([]);
  expect([
    notes,
    reader.count(),
    reader.isUnreadable('picture', '9999'),
    reader.isUnreadable('picture', '10000'),
  ]).toStrictEqual([10_000, 10_000, true, false]);
});
