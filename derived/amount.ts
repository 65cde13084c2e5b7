import type { ServiceLimit } from '../facts/limits.js';
import { pathOf } from '../topology/path.js';

/** How much of something there is, and the limit that it is held to. */
export interface Amount {
  /** Topology path of what to change. */
  readonly path: string;
  readonly limit: ServiceLimit;
  readonly found: number;
  /** Who has it, as the subject of a sentence: `AWS account prod`. */
  readonly holder: string;
  /** What an approval of a raised limit names: a topology path and the limit. */
  readonly subject: string;
}

/** An account, project or subscription: how a message and an approval name it. */
export interface Holder {
  readonly name: string;
  readonly path: string;
}

export function holderOf(cloud: 'aws' | 'google' | 'azure', alias: string): Holder {
  const words = { aws: 'AWS account', google: 'Google account', azure: 'Azure account' } as const;
  return { name: `${words[cloud]} ${alias}`, path: pathOf('accounts', cloud, alias) };
}
