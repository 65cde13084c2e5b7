const minute = 60_000;

interface Bucket {
  /** Requests that may still come at once. */
  left: number;
  at: number;
}

/** How often each key may ask in a minute: as many requests at once, and then one whenever its part of the minute is over. Of this process alone. */
export class Rates {
  private readonly buckets = new Map<string, Bucket>();

  /** Counts a request and says 0, or how many seconds it is too early. */
  take(key: string, perMinute: number, now: number): number {
    const bucket = this.buckets.get(key) ?? { left: perMinute, at: now };
    bucket.left = Math.min(perMinute, bucket.left + ((now - bucket.at) * perMinute) / minute);
    bucket.at = now;
    this.buckets.set(key, bucket);
    if (bucket.left >= 1) {
      bucket.left -= 1;
      return 0;
    }
    return perMinute === 0 ? minute / 1_000 : Math.ceil(((1 - bucket.left) * minute) / perMinute / 1_000);
  }

  /** Forgets all keys but these. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.buckets.keys()) if (!keys.has(key)) this.buckets.delete(key);
  }
}
