import { array, assert, asyncProperty, constantFrom, integer, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { ExportRow } from '../../../src/app/ports/ledger-reader.ts';
import { csvFiles } from '../../../src/discord/render/csv-files.ts';
import { CSV_HEAD } from '../../../src/discord/render/ledger-csv.ts';
import { microsOf, readCsv } from './read-csv.ts';

const MIB = 1024 * 1024;

function row(changes: Partial<ExportRow> = {}): ExportRow {
  return {
    heldAt: Date.UTC(2026, 10, 5, 9, 30, 1, 250),
    periodKey: 'month:2026-11-01@Europe/Berlin',
    userId: '100000000000000001',
    channelId: '400000000000000001',
    generationId: '200000000000000001',
    index: 1,
    remoteId: '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
    variant: 'medium-turbo',
    tier: 'references',
    priceVersion: '2026-11',
    held: 0,
    charged: 17_500,
    released: 0,
    state: 'delivered',
    parent: { generationId: '190000000000000001', index: 2 },
    ...changes,
  };
}

async function* each(rows: Iterable<ExportRow>): AsyncGenerator<ExportRow> {
  yield* rows;
}

function* times(count: number): Generator<ExportRow> {
  for (let n = 1; n <= count; n += 1) yield row({ index: n, heldAt: n });
}

const written = async (rows: Iterable<ExportRow>, maxBytes = 10 * MIB) => csvFiles(each(rows), maxBytes);
const readBack = (files: readonly Buffer[]) => files.flatMap((file) => readCsv(file.toString()));

describe('an export', () => {
  test('has a line for each picture, with exact dollars and times in UTC', async () => {
    const { files } = await written([row(), row({ index: 2, remoteId: null, parent: null, state: 'failed', charged: 0, released: 1_234_500_000 })]);

    expect(readBack(files)).toEqual([
      {
        time: '2026-11-05T09:30:01.250Z',
        period: 'month:2026-11-01@Europe/Berlin',
        member: '100000000000000001',
        channel: '400000000000000001',
        generation: '200000000000000001',
        picture: '1',
        krea_job: '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
        variant: 'medium-turbo',
        tier: 'references',
        price_version: '2026-11',
        held: '0.00',
        charged: '0.0175',
        released: '0.00',
        state: 'delivered',
        parent: '190000000000000001.2',
      },
      expect.objectContaining({ picture: '2', krea_job: '', parent: '', charged: '0.00', released: '1234.50' }),
    ]);
  });

  test('of nothing is the names of the columns', async () => {
    expect((await written([])).files.map(String)).toEqual([CSV_HEAD]);
  });

  test.each(['=cmd|calc', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '"=1"', 'a","=1', 'a\r\n=1', 'a\r=1', 'a;=1', '\u202e=1', '\u200f\u200b@SUM(1)', '\ufeff+1', ' =1', '\u2066-1'])('keeps %j from being a formula or another cell', async (remoteId) => {
    const { files } = await written([row({ remoteId })]);
    const [cell, ...others] = readBack(files).map((record) => record['krea_job']);

    expect(others).toEqual([]);
    expect(cell?.replace(/^'/, '')).toBe(remoteId);
    expect(cell).not.toMatch(/^[\s\p{C}]*[=+\-@＝]/u);
    // Whatever a spreadsheet takes for the end of a cell, it stands between quotes.
    expect(files.map((file) => file.toString().replaceAll(/"(?:[^"]|"")*"/g, '')).join('')).toMatch(/^(?:,{14}\r\n){2}$/);
  });

  test('read back sums up to what was charged and reserved, whatever the rows', async () => {
    const rows = record({ charged: integer({ min: 0, max: 1e12 }), held: integer({ min: 0, max: 1e9 }), remoteId: string({ unit: constantFrom('"', ',', '\r', '\n', '=', 'é', "'") }) });
    await assert(
      asyncProperty(array(rows, { maxLength: 30 }), integer({ min: 600, max: 3000 }), async (changes, maxBytes) => {
        const { files, charged, held } = await written(changes.map(row), maxBytes);
        const records = readBack(files);
        const sum = (column: string): number => records.reduce((total, it) => total + microsOf(it[column]), 0);

        expect([sum('charged'), sum('held')]).toEqual([charged, held]);
        expect(files.every(({ length }) => length <= maxBytes)).toBe(true);
      }),
    );
  });

  test('larger than a file may be is cut into several, each with its head, and loses nothing', async () => {
    const { files, rows, cutAt } = await written(times(1000), 64 * 1024);

    expect(files.length).toBeGreaterThan(1);
    expect(files.every((file) => file.toString().startsWith(CSV_HEAD))).toBe(true);
    expect(readBack(files).map(({ picture }) => Number(picture))).toEqual(Array.from({ length: 1000 }, (_, n) => n + 1));
    expect([rows, cutAt]).toEqual([1000, null]);
  });

  test('larger than a message may carry says where it was cut', async () => {
    const small = await written(times(10_000), 4 * 1024);
    expect(small.files).toHaveLength(10);
    expect(small.cutAt).toBe(small.rows + 1);
    expect(readBack(small.files)).toHaveLength(small.rows);
  });
});
