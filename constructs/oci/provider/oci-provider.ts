import type { Construct } from 'constructs';
import { UnboundProvider } from '../../unbound/unbound-provider.js';

export interface OciProviderProps {
  /** Provider version, required exactly. */
  readonly version: string;
  /** Home region of the tenancy, where policies are made. */
  readonly region: string;
}

/** Oracle Cloud Infrastructure. It signs in with what the pipeline has in its environment, such as a session token: nothing of that is in a module or its state. */
export class OciProvider extends UnboundProvider {
  constructor(scope: Construct, id: string, { version, region }: OciProviderProps) {
    super(scope, id, { name: 'oci', source: 'oracle/oci', version, settings: { region } });
  }
}
