/** An instant at which tests are run, and the time zone of the machine. */
export interface Moment {
  name: string;
  at: string;
  zone: string;
}

/** Days and hours at which calendars are not what one thinks; every clock goes on from there. */
export const MOMENTS: readonly Moment[] = [
  { name: 'the 1st', at: '2027-01-01T00:00:20Z', zone: 'Etc/UTC' },
  { name: 'the 15th', at: '2027-02-15T12:00:00Z', zone: 'Asia/Kathmandu' },
  { name: 'the 28th', at: '2027-02-28T12:00:00Z', zone: 'Etc/UTC' },
  { name: 'the 31st', at: '2027-03-31T06:00:00Z', zone: 'America/Los_Angeles' },
  { name: 'the 29th of February', at: '2028-02-29T10:00:00Z', zone: 'Etc/UTC' },
  { name: 'before the midnight of a month’s end', at: '2027-01-31T23:58:00Z', zone: 'Etc/UTC' },
  { name: 'before the midnight of a leap day', at: '2028-02-29T23:58:40Z', zone: 'Etc/UTC' },
  { name: 'before a midnight that is none in UTC', at: '2027-06-09T09:58:00Z', zone: 'Pacific/Kiritimati' },
  { name: 'before clocks go forward in Berlin', at: '2027-03-28T00:59:00Z', zone: 'Europe/Berlin' },
  { name: 'before clocks go back in Berlin', at: '2027-10-31T00:59:00Z', zone: 'Europe/Berlin' },
  { name: 'before clocks go forward in New York', at: '2027-03-14T06:59:00Z', zone: 'America/New_York' },
  { name: 'before clocks go back in New York', at: '2027-11-07T05:59:00Z', zone: 'America/New_York' },
  { name: 'before the midnight that Cairo skips', at: '2027-04-29T21:59:00Z', zone: 'Africa/Cairo' },
  { name: 'before half an hour comes twice on Lord Howe', at: '2027-04-03T14:59:00Z', zone: 'Australia/Lord_Howe' },
];
