import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type KeysFile, keysForm } from '../forms/policy.js';
import { log } from '../process/log.js';
import { type TokenBudget, TokenBudgets } from './budgets.js';
import { Rates } from './rates.js';

/** Whose a key is, and which workloads it may call. */
export type KeyHolder = KeysFile['keys'][string];

interface Kept {
  readonly digest: Buffer;
  readonly holder: KeyHolder;
}

/** Milliseconds between looks at the file. */
const interval = 250;

/**
 * Who may call. Holds digests, never keys. The file is read again when another takes its place; one that cannot be read or is malformed
 * changes nothing, and without a first one nobody may call.
 */
export class Keys {
  private readonly secret = randomBytes(32);
  private readonly rates = new Rates();
  private readonly budgets = new TokenBudgets();
  private kept: ReadonlyMap<string, Kept> | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Which file was read last. */
  private seen: string | undefined;

  constructor(private readonly path: string) {}

  /** Reads the file and looks after it until `unwatch`. */
  watch(): void {
    this.look();
    this.timer = setInterval(() => this.look(), interval).unref();
  }

  unwatch(): void {
    clearInterval(this.timer);
  }

  /** Number of keys; undefined while no file was read. */
  get size(): number | undefined {
    return this.kept?.size;
  }

  /** Counts a request of a key that is known and says 0, or how many seconds it is too early for one more. */
  tooEarly(key: string): number {
    const blinded = this.blinded(createHash('sha256').update(key).digest());
    const perMinute = this.kept?.get(blinded)?.holder.requestsPerMinute;
    return perMinute === undefined ? 0 : this.rates.take(blinded, perMinute, Date.now());
  }

  /** Tokens of a key that is known; undefined where it has no limit of them. */
  budgetOf(key: string): TokenBudget | undefined {
    const blinded = this.blinded(createHash('sha256').update(key).digest());
    const perMinute = this.kept?.get(blinded)?.holder.tokensPerMinute;
    return perMinute === undefined ? undefined : this.budgets.of(blinded, perMinute);
  }

  /**
   * The holder of a key that has not ended. Neither the time nor the memory that it takes depends on how much of a digest is right: what is looked up is the
   * digest under a secret of this process, and what is found is compared in constant time.
   */
  holderOf(key: string): KeyHolder | undefined {
    const digest = createHash('sha256').update(key).digest();
    const found = this.kept?.get(this.blinded(digest));
    if (found === undefined || !timingSafeEqual(found.digest, digest)) return undefined;
    const { expires } = found.holder;
    return expires !== undefined && Date.parse(expires) <= Date.now() ? undefined : found.holder;
  }

  private blinded(digest: Buffer): string {
    return createHmac('sha256', this.secret).update(digest).digest('base64');
  }

  /** Notes which file there is before it is read: one that takes its place meanwhile is another one at the next look. */
  private look(): void {
    const now = identityOf(this.path);
    if (now === this.seen) return;
    this.seen = now;
    this.read();
  }

  private read(): void {
    const file = keysOf(this.path);
    if (typeof file === 'string') {
      log('error', 'keys not read', { path: this.path, reason: file, kept: this.kept?.size ?? 0 });
      return;
    }
    const entries = Object.entries(file.keys).map(([hex, holder]) => ({ digest: Buffer.from(hex, 'hex'), holder }));
    this.kept = new Map(entries.map((entry) => [this.blinded(entry.digest), entry]));
    this.rates.keep(new Set(this.kept.keys()));
    log('info', 'keys read', { path: this.path, keys: this.kept.size });
  }
}

/** What is different for another file at the same place, or why there is none. */
function identityOf(path: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/** The file, or why it cannot be used, in words that hold nothing of it. */
function keysOf(path: string): KeysFile | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return `cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`;
  }
  try {
    const parsed = keysForm.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : `has another form at ${String(parsed.error.issues[0]?.path[0] ?? 'its top')}`;
  } catch {
    return 'is no JSON';
  }
}
