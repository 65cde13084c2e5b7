/** A credential as it was fetched. */
export interface Fetched {
  /** What servers want after `Bearer `. */
  readonly value: string;
  /** When it ends; `none` for one that is valid until it is replaced. */
  readonly expires: Date | 'none';
}

/** Fetches one credential anew. */
export type Fetch = () => Promise<Fetched>;

/** A service did not give what it was asked for. `code` says which and how, never what it said: that may quote a credential. */
export class NotGiven extends Error {
  override readonly name = 'NotGiven';

  constructor(readonly code: string) {
    super(`Not given: ${code}`);
  }
}

/** Tokens and keys are printable and without spaces. Anything else would be another header, or none. */
export function usable(value: string | undefined, service: string): string {
  if (value === undefined || !/^[\x21-\x7e]{1,16384}$/.test(value)) throw new NotGiven(`${service}: unusable value`);
  return value;
}
