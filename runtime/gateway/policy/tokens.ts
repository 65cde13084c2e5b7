import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { CallerTokensForm } from '../forms/callers.js';
import { type TokenBudget, TokenBudgets } from './budgets.js';
import type { KeyHolder } from './keys.js';

/** Seconds that clocks may differ by. */
const clockTolerance = 30;
/** As keys have them: a team is in headers, lines and metrics. */
const teamForm = /^[a-z0-9][a-z0-9-]{0,30}$/;

/** Why a token is not taken, in words for its caller that hold nothing of it. */
export type Untaken =
  | 'has ended'
  | 'is not of the issuer and audience of this gateway, or not signed by a key of theirs'
  | 'names no team'
  | 'opens no workload of this zone';

/** Tokens of the company's identity provider: RFC 7519 in the form of RFC 7515, signed by one of the keys that the file has. Nothing is fetched. */
export class CallerTokens {
  private readonly keys: ReturnType<typeof createLocalJWKSet>;
  private readonly budgets = new TokenBudgets();

  constructor(private readonly form: CallerTokensForm) {
    this.keys = createLocalJWKSet({ keys: form.keys });
  }

  /** Whether a text has the form of a signed token. Keys of a gateway have no dot. */
  static isOne(text: string): boolean {
    return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
  }

  /** Who holds a token, or why it is not taken. */
  async holderOf(token: string): Promise<KeyHolder | Untaken> {
    const { issuer, audience, algorithms, longestSeconds } = this.form;
    const wanted = { issuer, audience, algorithms, clockTolerance, maxTokenAge: longestSeconds, requiredClaims: ['iss', 'aud', 'exp', 'iat'] };
    try {
      const { payload } = await jwtVerify(token, this.keys, wanted);
      return this.readHolder(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'has ended';
      if (error instanceof errors.JOSEError) return 'is not of the issuer and audience of this gateway, or not signed by a key of theirs';
      throw error;
    }
  }

  /** Tokens of a team: its callers share them, because of `sub` there may be any number. Undefined without a limit. */
  budgetOf({ team }: KeyHolder): TokenBudget | undefined {
    const { tokensPerMinute } = this.form;
    return tokensPerMinute === undefined ? undefined : this.budgets.of(team, tokensPerMinute);
  }

  private readHolder(payload: JWTPayload): KeyHolder | Untaken {
    const team = payload[this.form.teamClaim];
    if (typeof team !== 'string' || !teamForm.test(team)) return 'names no team';
    const claimed = payload[this.form.workloadClaim];
    const values = Array.isArray(claimed) ? claimed : [claimed];
    const workloads = [
      ...new Set(values.flatMap((value) => (typeof value === 'string' && Object.hasOwn(this.form.opens, value) ? (this.form.opens[value] ?? []) : []))),
    ];
    return workloads.length === 0 ? 'opens no workload of this zone' : { team, workloads: workloads.sort() };
  }
}
