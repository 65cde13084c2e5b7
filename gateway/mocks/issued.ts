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
  /** `lifetime`: seconds for which a bearer token is valid that is given out from now on. */
  constructor(public lifetime = 3_600) {}

  private readonly roleKeys = new Map<string, RoleKey>();
  private readonly bearers = new Map<string, Bearer>();

  roleKey(role: string): RoleKey {
    const key = { accessKey: `ASIA${hex(8).toUpperCase()}`, secret: hex(20), session: `session-${hex(12)}`, role, until: Date.now() + 3_600_000 };
    this.roleKeys.set(key.accessKey, key);
    return key;
  }

  /** Everything secret that was given out. */
  secrets(): string[] {
    return [...this.bearers.keys(), ...[...this.roleKeys.values()].flatMap(({ secret, session }) => [secret, session])];
  }

  secretOf(accessKey: string): string | undefined {
    return this.roleKeys.get(accessKey)?.secret;
  }

  /** Role of a key that is still valid and was shown with its own session token. */
  roleOf(accessKey: string, session: string | undefined): string | undefined {
    const key = this.roleKeys.get(accessKey);
    return key !== undefined && key.session === session && key.until > Date.now() ? key.role : undefined;
  }

  bearer(prefix: string, as: string, audience: string, lifetime = this.lifetime): Bearer {
    const bearer = { token: `${prefix}${hex(24)}`, as, audience, until: Date.now() + lifetime * 1_000 };
    this.bearers.set(bearer.token, bearer);
    return bearer;
  }

  /** Undefined where the token was not given out or has ended. */
  shown(token: string | undefined): Bearer | undefined {
    const bearer = this.bearers.get(token ?? '');
    return bearer !== undefined && bearer.until > Date.now() ? bearer : undefined;
  }
}

/** The bearer token of a header. */
export const bearerOf = (authorization: unknown): string | undefined => /^Bearer (.+)$/.exec(String(authorization ?? ''))?.[1];

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
