import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import { type ITerraformDependable, TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { AuditLog } from '../../../constructs/azure/audit/audit-log.js';
import { CustomerManagedKey, type CustomerManagedKeyProps } from '../../../constructs/azure/encryption/customer-managed-key.js';
import { ContentFilter } from '../../../constructs/azure/foundry/content-filter.js';
import { FoundryAccount } from '../../../constructs/azure/foundry/foundry-account.js';
import { FoundryProject } from '../../../constructs/azure/foundry/foundry-project.js';
import { ModelDeployment } from '../../../constructs/azure/foundry/model-deployment.js';
import { CallerRole } from '../../../constructs/azure/identity/caller-role.js';
import { ServiceEndpoint, type ServiceEndpointProps } from '../../../constructs/azure/network/service-endpoint.js';
import { ActionGroup } from '../../../constructs/azure/notices/action-group.js';
import { Settled } from '../../../constructs/settled.js';
import { foundryNames, networkPlace } from '../../../derived/azure-places.js';
import { useItemsOf } from '../../../derived/guardrail-content.js';
import { type AzureFilter, azureFilters } from '../../../facts/acceptable-use.js';
import { chatDataActions } from '../../../facts/azure.js';
import { settlingSeconds } from '../../../facts/waits.js';
import { AzureStack } from '../../../stacks/azure/azure-stack.js';
import { workloadIdentities } from '../../../stacks/azure/workload-identities.js';
import type { StackContext } from '../../../stacks/context.js';
import { pathOf } from '../../../topology/path.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { deployedModel } from '../model.js';
import type { AzureFoundryHost } from '../schema.js';
import { alarms, type Watched } from './alarms.js';

/** Days that the audit log keeps: one year, so that a yearly review sees all of it. */
const auditRetentionInDays = 365;

/** A Foundry account that serves one Llama deployment, with its key, private endpoint, audit log and the identities that may call it. */
export class FoundryStack extends AzureStack {
  constructor(scope: Construct, context: StackContext, id: string, host: AzureFoundryHost) {
    super(scope, context, { account: host.account, name: ['azure-foundry', id], origin: pathOf('hosts', id), tags: { host: id } });
    const names = foundryNames(context.topology, id);
    const group = new ResourceGroup(this, 'ResourceGroup', { name: names.base, location: host.region });
    const place = { resourceGroupName: group.name, location: host.region };
    // An endpoint lies with its subnet, the account where the host says.
    const { location, subnetId, dnsZoneIds } = networkPlace(context.topology, host.network);
    const endpointPlace = { resourceGroupName: group.name, location, subnetId };

    const reader = new UserAssignedIdentity(this, 'KeyReader', { ...place, name: `${names.base}-key` });
    const auditLog = new AuditLog(this, 'AuditLog', { ...place, name: names.base, retentionInDays: auditRetentionInDays });
    const encryption = this.encryption(context, id, {
      ...place,
      vaultName: names.vault,
      keyName: 'foundry',
      tenantId: this.account.tenant,
      userPrincipalId: reader.principalId,
      endpoint: { place: endpointPlace, dnsZoneIds: dnsZoneIds.vault },
      settleSeconds: settlingSeconds('azure-role'),
    });
    if (encryption.vaultId !== undefined) auditLog.record('Vault', encryption.vaultId, 'AuditEvent');
    const { keyId, ready: after } = encryption;
    const { account } = new FoundryAccount(this, 'Foundry', { ...place, name: names.account, identity: reader, keyId, after });
    auditLog.record('Account', account.id, 'Audit');
    const endpoint = { name: `${names.base}-account`, place: endpointPlace, dnsZoneIds: dnsZoneIds.account };
    const deployment = this.deploy(context, id, host, account, endpoint);
    this.watch(context, id, host, { prefix: names.base, resourceGroup: group, accountId: account.id, deployment: deployment.name });

    const role = new CallerRole(this, 'Caller', { name: `${names.base}-caller`, scopeId: group.id, dataActions: chatDataActions() });
    const right = { as: 'Inference', scopeId: account.id, roleId: role.id };
    const clientIds = workloadIdentities(this, context, id, { ...place, right }, names.base);
    new TerraformOutput(this, 'endpoint', { value: account.endpoint, description: 'Address of the account; resolves to the private endpoint' });
    new TerraformOutput(this, 'deployment', { value: deployment.name, description: 'What callers pass as the model' });
    new TerraformOutput(this, 'client_ids', { value: clientIds, description: 'Identity by workload: AZURE_CLIENT_ID of the gateway' });
  }

  /**
   * What an account takes, one after the other: the service refuses two writes on one account at a time (409 RequestConflict).
   * https://github.com/hashicorp/terraform-provider-azurerm/issues/22607
   * The endpoint comes first, before any write that would put the account back into a state that refuses it.
   */
  private deploy(
    { topology }: StackContext,
    id: string,
    host: AzureFoundryHost,
    account: FoundryAccount['account'],
    endpoint: Pick<ServiceEndpointProps, 'name' | 'place' | 'dnsZoneIds'>,
  ): ModelDeployment['deployment'] {
    const { ready } = new ServiceEndpoint(this, 'Endpoint', {
      ...endpoint,
      after: [new Settled(this, 'AccountSettled', [account], settlingSeconds('azure-account'))],
      targetId: account.id,
      subresource: 'account',
    });
    const { policy } = new ContentFilter(this, 'ContentFilter', {
      name: 'blocking',
      accountId: account.id,
      filters: demandedFilters(topology, host.model),
      after: ready,
    });
    const { deployment } = new ModelDeployment(this, 'Model', {
      name: host.model,
      accountId: account.id,
      model: { ...deployedModel(topology, host), version: host.modelVersion },
      sku: host.sku,
      capacity: host.capacity,
      contentFilter: policy.name,
    });
    new FoundryProject(this, 'Project', { name: id, accountId: account.id, location: host.region, after: deployment });
    return deployment;
  }

  /** Alarms, and whom they are mailed to. */
  private watch(
    { topology }: StackContext,
    id: string,
    host: AzureFoundryHost,
    watched: Pick<Watched, 'prefix' | 'resourceGroup' | 'accountId' | 'deployment'>,
  ): void {
    const recipients = new ActionGroup(this, 'Recipients', {
      name: watched.prefix,
      resourceGroupName: watched.resourceGroup.name,
      shortName: topology.name,
      notify: topology.finance.notify,
    });
    const { subscriptionId } = this;
    alarms(new Construct(this, 'Alarms'), topology, id, host, { ...watched, subscriptionId, actionGroupId: recipients.id });
  }

  /** The key declared for the host, or a new one in its own vault. */
  private encryption(context: StackContext, host: string, own: CustomerManagedKeyProps): { keyId: string; ready: ITerraformDependable[]; vaultId?: string } {
    const existing = context.topology.existing.keys[host];
    // Its owner grants it to `KeyReader`, between a first apply, which stops at the account, and a second.
    if (existing !== undefined) return { keyId: existing, ready: [] };
    const key = new CustomerManagedKey(this, 'Key', own);
    return { keyId: key.keyId, ready: [key.ready], vaultId: key.vault.id };
  }
}

/** Filters that Foundry has for what the use policy of a model's licence forbids. */
function demandedFilters(topology: Topology, model: string): AzureFilter[] {
  const wanted = new Set(useItemsOf(topology, model).flatMap(({ azureRai }) => azureRai));
  return azureFilters().filter(({ filter }) => wanted.has(filter));
}
