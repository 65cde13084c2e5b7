/** The part of Bedrock's `FoundationModelLifecycle` that says how long a model stays. */
export interface Lifecycle {
  readonly status: string;
  readonly legacyTime?: Date | undefined;
  readonly endOfLifeTime?: Date | undefined;
}

const day = 86_400_000;

/** Why a model is about to leave, or undefined while it stays at least `noticeDays` longer. */
export function leavingBecause({ status, legacyTime, endOfLifeTime }: Lifecycle, now: number, noticeDays: number): string | undefined {
  const dates = { legacyTime, endOfLifeTime };
  const near = Object.entries(dates).filter(([, date]) => date !== undefined && date.getTime() - now <= noticeDays * day);
  // A status that is not known yet is a change that somebody should look at.
  const reasons = [...(status === 'ACTIVE' ? [] : [`status ${status}`]), ...near.map(([name, date]) => `${name} ${date?.toISOString().slice(0, 10)}`)];
  return reasons.length === 0 ? undefined : reasons.join(', ');
}
