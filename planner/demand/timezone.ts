/** Minutes that the clocks of a time zone are ahead of UTC at noon of a day: summer time holds for all of a plan or for none of it. */
export function timezoneMinutes(timezone: string, asOf: string): number {
  const noon = new Date(`${asOf}T12:00:00Z`);
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, hourCycle: 'h23', day: 'numeric', hour: 'numeric', minute: 'numeric' }).formatToParts(
    noon,
  );
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const days = part('day') - noon.getUTCDate();
  // The day before or after, also across the end of a month.
  const day = Math.abs(days) <= 1 ? days : -Math.sign(days);
  return day * 24 * 60 + (part('hour') - 12) * 60 + part('minute');
}
