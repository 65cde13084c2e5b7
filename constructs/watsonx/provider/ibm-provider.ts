import type { Construct } from 'constructs';
import { UnboundProvider } from '../../unbound/unbound-provider.js';

export interface IbmProviderProps {
  /** Provider version, required exactly. */
  readonly version: string;
  /** Region that its regional services are called in. */
  readonly region: string;
}

/**
 * IBM Cloud. It signs in with what the pipeline has in its environment, `IC_API_KEY` or a trusted profile: nothing of that is in a module or its state. The
 * accounts of a deployment are told apart by that sign-in alone, since the provider takes no account.
 */
export class IbmProvider extends UnboundProvider {
  constructor(scope: Construct, id: string, { version, region }: IbmProviderProps) {
    super(scope, id, { name: 'ibm', source: 'IBM-Cloud/ibm', version, settings: { region } });
  }
}
