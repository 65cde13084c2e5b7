import type { Credentials } from '../aws/kept-credentials.js';
import { workloadCredentials } from '../aws/workload-credentials.js';
import type { Credential, TokensFile } from '../forms/tokens.js';

/** By role, the credentials of a workload: several tokens of one workload take its role once. */
export class Callers {
  private readonly byRole = new Map<string, () => Promise<Credentials>>();

  constructor(
    private readonly zone: TokensFile['zone'],
    private readonly task: () => Promise<Credentials>,
  ) {}

  credentialsOf({ role, region, stsEndpoint }: Pick<Credential, 'role' | 'region' | 'stsEndpoint'>): () => Promise<Credentials> {
    const key = `${role} ${stsEndpoint}`;
    const known = this.byRole.get(key) ?? workloadCredentials({ role, region, stsEndpoint, session: `${this.zone}.tokens` }, this.task);
    this.byRole.set(key, known);
    return known;
  }
}
