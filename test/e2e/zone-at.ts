/** A time zone in which it is that hour now, so that its midnight is far from whatever a test does. */
export function zoneAt(hour: number): string {
  const now = new Date();
  const hourIn = (timeZone: string): number => Number(now.toLocaleString('en-GB', { timeZone, hour: '2-digit' }));
  const zone = Intl.supportedValuesOf('timeZone').find((name) => hourIn(name) === hour);
  if (zone === undefined) throw new Error(`It is ${hour} o’clock nowhere.`);
  return zone;
}
