import type { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault/index.js';
import { Construct } from 'constructs';
import { type PrivateVaultProps, privateVault } from '../encryption/private-vault.js';
import { DeletionLock } from '../keep/deletion-lock.js';
import { ServiceEndpoint, type ServiceEndpointProps } from '../network/service-endpoint.js';

export interface ApiKeyVaultProps extends PrivateVaultProps {
  /** Where its private endpoint is, and the DNS zones that take its name. */
  readonly endpoint: Pick<ServiceEndpointProps, 'place' | 'dnsZoneIds'>;
}

/**
 * The place of the API key that callers present and vLLM checks. Its value is put there by hand and never by Terraform, whose state would hold it in clear
 * text. The vault holds this one secret, so that a right to the vault is a right to it: a secret that is not there yet cannot be named in one.
 */
export class ApiKeyVault extends Construct {
  readonly vault: KeyVault;

  constructor(scope: Construct, id: string, { endpoint, ...props }: ApiKeyVaultProps) {
    super(scope, id);
    this.vault = privateVault(this, props);
    new DeletionLock(this, 'Keep', { resourceId: this.vault.id, notes: 'Holds the API key that callers and model servers know.' });
    new ServiceEndpoint(this, 'Endpoint', { name: `${props.name}-vault`, targetId: this.vault.id, subresource: 'vault', ...endpoint });
  }
}
