import { randomBytes } from 'node:crypto';

/** Temporary credentials of a role. */
export interface RoleKey {
  readonly accessKey: string;
  readonly secret: string;
  readonly session: string;
  readonly role: string;
  readonly until: number;
}

/** A bearer token: whose it is, for whom, and until when. */
export interface Bearer {
  readonly token: string;
  /** Role, federated identity, service account or application. */
  readonly as: string;
  readonly audience: string;
  readonly until: number;
}

/** What the mocks of credential services gave out, so that those of model services accept that alone. Times are in milliseconds since 1970. */
export class Issued {
  /** Seconds for which what is given out from now on is valid. */
  lifetime = 3_600;
  private readonly roleKeys = new Map<string, RoleKey>();
  private readonly bearers = new Map<string, Bearer>();

  roleKey(role: string): RoleKey {
    const key = { accessKey: `ASIA${hex(8).toUpperCase()}`, secret: hex(20), session: `session-${hex(12)}`, role, until: this.until() };
    this.roleKeys.set(key.accessKey, key);
    return key;
  }

  secretOf(accessKey: string): string | undefined {
    return this.roleKeys.get(accessKey)?.secret;
  }

  /** Role of a key that is still valid and was shown with its own session token. */
  roleOf(accessKey: string, session: string | undefined): string | undefined {
    const key = this.roleKeys.get(accessKey);
    return key !== undefined && key.session === session && key.until > Date.now() ? key.role : undefined;
  }

  bearer(prefix: string, as: string, audience: string): Bearer {
    const bearer = { token: `${prefix}${hex(24)}`, as, audience, until: this.until() };
    this.bearers.set(bearer.token, bearer);
    return bearer;
  }

  /** Undefined where the token was not given out or has ended. */
  shown(token: string | undefined): Bearer | undefined {
    const bearer = this.bearers.get(token ?? '');
    return bearer !== undefined && bearer.until > Date.now() ? bearer : undefined;
  }

  private until(): number {
    return Date.now() + this.lifetime * 1_000;
  }
}

/** The bearer token of a header. */
export const bearerOf = (authorization: unknown): string | undefined => /^Bearer (.+)$/.exec(String(authorization ?? ''))?.[1];

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
