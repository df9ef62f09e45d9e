import { array, assert, asyncProperty, constantFrom, integer, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { csvFiles } from '../../../../src/discord/render/export/csv-files.ts';
import type { CsvFiles } from '../../../../src/discord/render/export/csv-files.ts';
import { CSV_HEAD } from '../../../../src/discord/render/export/ledger-csv.ts';
import type { ExportRow, UntracedRow } from '../../../../src/ports/store/ledger-reader.ts';
import { collect } from '../../../contract/samples.ts';
import { microsOf, readCsv } from '../read-csv.ts';

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

async function* each(rows: Iterable<ExportRow | UntracedRow>): AsyncGenerator<ExportRow | UntracedRow> {
  yield* rows;
}

function* times(count: number): Generator<ExportRow> {
  for (let n = 1; n <= count; n += 1) yield row({ index: n, heldAt: n });
}

const PERIOD = 'month:2026-11-01@Europe/Berlin';

const messagesOf = async (rows: Iterable<ExportRow | UntracedRow>, maxBytes = 10 * MIB): Promise<CsvFiles[]> =>
  collect(csvFiles(each(rows), maxBytes, PERIOD));
const readBack = (messages: readonly CsvFiles[]) =>
  messages.flatMap(({ files }) => files).flatMap((file) => readCsv(file.toString()));

describe('an export', () => {
  test('has a line for each picture, with exact dollars, times in UTC, and ids that no spreadsheet takes for numbers', async () => {
    const messages = await messagesOf([
      row(),
      row({ index: 2, remoteId: null, parent: null, state: 'failed', charged: 0, released: 1_234_500_000 }),
    ]);

    expect(readBack(messages)).toEqual([
      {
        time: '2026-11-05T09:30:01.250Z',
        period: PERIOD,
        carried_from: '',
        member: 'u100000000000000001',
        channel: 'c400000000000000001',
        generation: 'g200000000000000001',
        picture: '1',
        krea_job: '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
        variant: 'medium-turbo',
        tier: 'references',
        price_version: 'v2026-11',
        held: '0.000000',
        charged: '0.017500',
        released: '0.000000',
        held_micros: '0',
        charged_micros: '17500',
        released_micros: '0',
        state: 'delivered',
        parent: 'g190000000000000001.2',
      },
      expect.objectContaining({
        picture: '2',
        krea_job: '',
        parent: '',
        charged: '0.000000',
        released: '1234.500000',
        released_micros: '1234500000',
      }),
    ]);
  });

  test('marks what was carried over, and what was carried before pictures were noted with it', async () => {
    const messages = await messagesOf([
      { userId: '100000000000000001', amount: 5 },
      { userId: null, amount: 7 },
      row({ periodKey: 'day:2026-11-05@UTC', held: 2, charged: 3 }),
      row(),
    ]);

    expect(
      readBack(messages).map((record) => [
        record['period'],
        record['carried_from'],
        record['member'],
        record['charged_micros'],
        record['generation'],
      ]),
    ).toEqual([
      [PERIOD, 'unknown', 'u100000000000000001', '5', ''],
      [PERIOD, 'unknown', '', '7', ''],
      [PERIOD, 'day:2026-11-05@UTC', 'u100000000000000001', '3', 'g200000000000000001'],
      [PERIOD, '', 'u100000000000000001', '17500', 'g200000000000000001'],
    ]);
    expect(messages).toMatchObject([{ pictures: 2, charged: 17_515, held: 2, carried: 17, isLast: true }]);
  });

  test('two members whose ids differ in the last digits only stay two in a spreadsheet: no cell of an id, job or price list is a number', async () => {
    const hostile = ['123456789012345678', '1e5', '7E3', '1.234', '12 345', '2026'];
    const records = readBack(
      await messagesOf(
        hostile.map((remoteId, n) =>
          row({ remoteId, userId: `45830469882766950${n}`, generationId: `45830469882766950${n}` }),
        ),
      ),
    );

    for (const record of records) {
      for (const name of ['member', 'channel', 'generation', 'krea_job', 'parent', 'price_version', 'period', 'time'])
        expect(Number(record[name])).toBeNaN();
    }
    expect(new Set(records.map(({ member }) => member)).size).toBe(hostile.length);
  });

  test('of nothing is the names of the columns', async () => {
    expect((await messagesOf([])).flatMap(({ files }) => files).map(String)).toEqual([CSV_HEAD]);
  });

  test.each([
    '=cmd|calc',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
    '"=1"',
    'a","=1',
    'a\r\n=1',
    'a\r=1',
    'a;=1',
    '\u202e=1',
    '\u200f\u200b@SUM(1)',
    '\ufeff+1',
    ' =1',
    '\u2066-1',
  ])('keeps %j from being a formula or another cell', async (remoteId) => {
    const messages = await messagesOf([row({ remoteId })]);
    const [cell, ...others] = readBack(messages).map((record) => record['krea_job']);

    expect(others).toEqual([]);
    expect(cell?.replace(/^'/, '')).toBe(remoteId);
    expect(cell).not.toMatch(/^[\s\p{C}]*[=+\-@＝]/u);
    // Whatever a spreadsheet takes for the end of a cell, it stands between quotes.
    const files = messages.flatMap((message) => message.files);
    expect(files.map((file) => file.toString().replaceAll(/"(?:[^"]|"")*"/g, '')).join('')).toMatch(
      /^(?:,{18}\r\n){2}$/,
    );
  });

  test('read back sums up to what was charged and reserved, in dollars and in millionths, whatever the rows', async () => {
    const rows = record({
      charged: integer({ min: 0, max: 1e12 }),
      held: integer({ min: 0, max: 1e9 }),
      remoteId: string({ unit: constantFrom('"', ',', '\r', '\n', '=', 'é', "'") }),
    });
    await assert(
      asyncProperty(array(rows, { maxLength: 30 }), integer({ min: 800, max: 3000 }), async (changes, maxBytes) => {
        const messages = await messagesOf(changes.map(row), maxBytes);
        const records = readBack(messages);
        const sum = (column: string): number => records.reduce((total, it) => total + microsOf(it[column]), 0);
        const micros = (column: string): number => records.reduce((total, it) => total + Number(it[column]), 0);
        const last = messages.at(-1);

        expect([sum('charged'), sum('held')]).toEqual([last?.charged, last?.held]);
        expect([micros('charged_micros'), micros('held_micros')]).toEqual([last?.charged, last?.held]);
        expect(messages.flatMap(({ files }) => files).every(({ length }) => length <= maxBytes)).toBe(true);
      }),
    );
  });

  test('larger than a file may be is cut into several, each with its head, and loses nothing', async () => {
    const messages = await messagesOf(times(1000), 64 * 1024);
    const files = messages.flatMap((message) => message.files);

    expect(messages).toMatchObject([{ pictures: 1000, isLast: true, filesBefore: 0 }]);
    expect(files.length).toBeGreaterThan(1);
    expect(files.every((file) => file.toString().startsWith(CSV_HEAD))).toBe(true);
    expect(readBack(messages).map(({ picture }) => Number(picture))).toEqual(
      Array.from({ length: 1000 }, (_, n) => n + 1),
    );
  });

  test('larger than a message may carry is cut into several messages, and loses nothing', async () => {
    const messages = await messagesOf(times(1_000), 4 * 1024);

    expect(messages.length).toBeGreaterThan(2);
    expect(messages.slice(0, -1).every(({ files, isLast }) => files.length === 10 && !isLast)).toBe(true);
    expect(messages.map(({ filesBefore }) => filesBefore)).toEqual(messages.map((_, n) => 10 * n));
    expect(messages.at(-1)).toMatchObject({ pictures: 1_000, isLast: true });
    expect(readBack(messages).map(({ picture }) => Number(picture))).toEqual(
      Array.from({ length: 1_000 }, (_, n) => n + 1),
    );
  });

  test('never carries more than one request to Discord may', async () => {
    const messages = await messagesOf(times(120_000));

    expect(messages.length).toBeGreaterThan(1);
    for (const { files } of messages) expect(files.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(25 * MIB);
    expect(messages.at(-1)?.pictures).toBe(120_000);
  });
});
