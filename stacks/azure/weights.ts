import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import type { Construct } from 'constructs';
import { AuditLog } from '../../constructs/azure/audit/audit-log.js';
import { CustomerManagedKey } from '../../constructs/azure/encryption/customer-managed-key.js';
import { privateVault } from '../../constructs/azure/encryption/private-vault.js';
import { SigningKey } from '../../constructs/azure/encryption/signing-key.js';
import { CallerRole } from '../../constructs/azure/identity/caller-role.js';
import { DeletionLock } from '../../constructs/azure/keep/deletion-lock.js';
import { ServiceEndpoint } from '../../constructs/azure/network/service-endpoint.js';
import { WeightsStore } from '../../constructs/azure/weights/weights-store.js';
import { type AzureWeights, azureWeights } from '../../derived/azure-fleet-names.js';
import { networkPlace } from '../../derived/azure-places.js';
import { azureWeightsNetworks } from '../../derived/azure-weights-networks.js';
import { settlingSeconds } from '../../facts/waits.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';
import { AzureStack } from './azure-stack.js';

/** Days that the audit log keeps: one year, so that a yearly review sees all of it. */
const auditRetentionInDays = 365;

interface Place {
  readonly resourceGroupName: string;
  readonly location: string;
}

/** Somebody who brings weights in. */
type Writer = { readonly principalId: string; readonly roleId: string } | undefined;

/**
 * Model weights of one subscription and region, shared by the fleets there, and the key that signs their manifests. Fleets build the ids of both, so
 * nothing here is read from this stack's state.
 */
export class WeightsStack extends AzureStack {
  private readonly names: AzureWeights;

  constructor(
    scope: Construct,
    private readonly context: StackContext,
    private readonly alias: string,
    private readonly region: string,
  ) {
    super(scope, context, { account: alias, name: ['azure-weights', region], origin: pathOf('accounts', 'azure', alias), tags: {} });
    const { topology } = context;
    this.names = azureWeights(topology, alias, region);
    const group = new ResourceGroup(this, 'ResourceGroup', { name: this.names.resourceGroupName, location: region });
    const place = { resourceGroupName: group.name, location: region };
    const writer = topology.weights.ingestPrincipal;
    const brings = (id: string, dataActions: readonly string[]): Writer =>
      writer === undefined ? undefined : { principalId: writer, roleId: this.role(id, group.id, dataActions) };
    const log = new AuditLog(this, 'AuditLog', { ...place, name: this.names.resourceGroupName, retentionInDays: auditRetentionInDays });
    this.storage(
      place,
      log,
      brings('Store', [
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
      ]),
    );
    this.signing(place, log, brings('Sign', ['Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/keys/sign/action']));
  }

  /** What whoever brings weights in may do, and no built-in role does without deleting or encrypting as well. */
  private role(id: string, scopeId: string, dataActions: readonly string[]): string {
    const name = `${this.names.resourceGroupName}-${id.toLowerCase()}`;
    return new CallerRole(this, id, { name, description: 'Brings approved weights in.', scopeId, dataActions }).id;
  }

  /** A store with a key of its own, and an endpoint to it in every network with nodes that fetch from it. */
  private storage(place: Place, log: AuditLog, writer: Writer): void {
    const reader = new UserAssignedIdentity(this, 'KeyReader', { ...place, name: `${place.resourceGroupName}-key` });
    const [home] = this.networks();
    const key = new CustomerManagedKey(this, 'Key', {
      ...place,
      vaultName: this.names.encryptionVault,
      keyName: 'weights',
      tenantId: this.account.tenant,
      userPrincipalId: reader.principalId,
      endpoint: { place: home.place, dnsZoneIds: home.dnsZoneIds.vault },
      settleSeconds: settlingSeconds('azure-role'),
    });
    log.record('KeyVault', key.vault.id, 'AuditEvent');
    const store = new WeightsStore(this, 'Weights', {
      ...place,
      name: this.names.account,
      container: this.names.container,
      key: { id: key.keyId, identityId: reader.id, ready: [key.ready] },
      writer,
    });
    log.record('Store', `${store.accountId}/blobServices/default`, 'StorageWrite');
    for (const { id, place: at, dnsZoneIds } of this.networks()) {
      new ServiceEndpoint(this, `store-${id}`, {
        name: `${this.names.account}-${id}`,
        place: at,
        targetId: store.accountId,
        subresource: 'blob',
        dnsZoneIds: dnsZoneIds.blob,
      });
    }
  }

  /** The key that signs manifests, in a vault that holds nothing else. */
  private signing(place: Place, log: AuditLog, signer: Writer): void {
    const vault = privateVault(this, { ...place, name: this.names.signingVault, tenantId: this.account.tenant });
    new DeletionLock(this, 'KeepSigning', { resourceId: vault.id, notes: 'Holds the key that proves weights: nodes start with none that it did not sign.' });
    log.record('SigningVault', vault.id, 'AuditEvent');
    const endpoints = this.networks().map(
      ({ id, place: at, dnsZoneIds }) =>
        new ServiceEndpoint(this, `signing-${id}`, {
          name: `${this.names.signingVault}-${id}`,
          place: at,
          targetId: vault.id,
          subresource: 'vault',
          dnsZoneIds: dnsZoneIds.vault,
        }).ready,
    );
    const { signingKeyGeneration } = this.context.topology.weights;
    new SigningKey(this, signingKeyGeneration === 1 ? 'SigningKey' : `SigningKey${signingKeyGeneration}`, {
      name: this.names.signingKey,
      vaultId: vault.id,
      after: endpoints,
      signer,
    });
  }

  /** Networks of the fleets here, and where endpoints are in each. */
  private networks() {
    const { topology } = this.context;
    const [first, ...more] = azureWeightsNetworks(topology, this.alias, this.region).map((id) => {
      const { location, subnetId, dnsZoneIds } = networkPlace(topology, id);
      return { id, place: { resourceGroupName: this.names.resourceGroupName, location, subnetId }, dnsZoneIds };
    });
    if (first === undefined) throw new Error(`no fleet in ${this.region} serves from weights of ${this.alias}`);
    return [first, ...more] as const;
  }
}
