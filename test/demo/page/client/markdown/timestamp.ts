const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

const FORMATS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** A timestamp as Discord writes it: `R` is relative to `now` (epoch milliseconds), the others are dates and times. */
export function writeTime(seconds: number, style: string, now = Date.now()): string {
  if (style === 'R') return relative(seconds - now / 1000);
  return new Date(seconds * 1000).toLocaleString('en-US', FORMATS[style] ?? FORMATS['f']);
}

function relative(difference: number): string {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(difference) >= size) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(difference / size), unit);
}

/** The time beside a message: "Today at 4:20 PM", or the date. */
export function messageTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString('en-US', { timeStyle: 'short' });
  if (at.toDateString() === now.toDateString()) return `Today at ${time}`;
  return `${at.toLocaleDateString('en-US')} ${time}`;
}
