const minute = 60_000;

interface Bucket {
  /** Tokens that may still be used; below zero where answers were longer than was known. */
  left: number;
  at: number;
}

/** Why a request has to wait. */
export interface Shortage {
  readonly perMinute: number;
  readonly left: number;
  /** Seconds until there is enough; `never`: it asks for more than a minute has. */
  readonly wait: number | 'never';
}

/** What one caller may use in a minute. */
export interface TokenBudget {
  /** Takes tokens before they are used, or says why not. */
  take(tokens: number): TokenCharge | Shortage;
}

/** Tokens that were taken for a request, until it is known how many it used. */
export class TokenCharge {
  private open = true;

  constructor(
    readonly taken: number,
    private readonly giveBack: (tokens: number) => void,
  ) {}

  /** Corrects what was taken. Counts once: what is said of the same request later changes nothing. */
  settle(used: number): void {
    if (!this.open) return;
    this.open = false;
    this.giveBack(this.taken - used);
  }
}

/**
 * Tokens of callers, each as many at once as a minute has, and then as they come back. Of this process alone. A caller whose tokens are all there again is
 * forgotten, so that no more are kept than asked within a minute or owe something.
 */
export class TokenBudgets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly now = () => Date.now()) {}

  /** The budget of a caller, by whatever tells callers apart. */
  of(caller: string, perMinute: number): TokenBudget {
    return { take: (tokens) => this.take(caller, perMinute, tokens) };
  }

  /** Number of callers that are kept. */
  get size(): number {
    return this.buckets.size;
  }

  private take(caller: string, perMinute: number, tokens: number): TokenCharge | Shortage {
    const bucket = this.filled(caller, perMinute);
    if (tokens > perMinute) return { perMinute, left: atLeastNone(bucket.left), wait: 'never' };
    // A caller in debt waits, however little it asks for.
    const missing = Math.max(1, tokens) - bucket.left;
    if (missing > 0) return { perMinute, left: atLeastNone(bucket.left), wait: Math.ceil((missing * minute) / perMinute / 1_000) };
    bucket.left -= tokens;
    return new TokenCharge(tokens, (back) => {
      this.filled(caller, perMinute).left += back;
    });
  }

  private filled(caller: string, perMinute: number): Bucket {
    const now = this.now();
    const bucket = this.buckets.get(caller) ?? this.begun(caller, perMinute, now);
    bucket.left = Math.min(perMinute, bucket.left + ((now - bucket.at) * perMinute) / minute);
    bucket.at = now;
    return bucket;
  }

  private begun(caller: string, perMinute: number, now: number): Bucket {
    // After a minute without a request a bucket is full again, unless it owes: then it is kept until it does not.
    for (const [other, { left, at }] of this.buckets) if (left >= 0 && now - at >= minute) this.buckets.delete(other);
    const bucket = { left: perMinute, at: now };
    this.buckets.set(caller, bucket);
    return bucket;
  }
}

const atLeastNone = (tokens: number) => Math.max(0, Math.floor(tokens));
