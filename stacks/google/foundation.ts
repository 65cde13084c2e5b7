import { DataGoogleLoggingProjectCmekSettings } from '@cdktf/provider-google/lib/data-google-logging-project-cmek-settings/index.js';
import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../../constructs/google/encryption-key.js';
import { GoogleApisEndpoint } from '../../constructs/google/google-apis-endpoint.js';
import { PrivateNetwork } from '../../constructs/google/private-network.js';
import { PrivateZone } from '../../constructs/google/private-zone.js';
import { ProjectServices } from '../../constructs/google/project-services.js';
import { SearchEncryption } from '../../constructs/google/search-encryption.js';
import { setOrigin } from '../../constructs/origin.js';
import { physicalName } from '../../topology/names.js';
import type { Network } from '../../topology/schema/networks.js';
import type { StackContext } from '../context.js';
import { type AccountView, searchKey, searchLocations, serviceAgent } from './account.js';
import { gatewayIdentity } from './gateway-identity.js';
import { GoogleStack } from './google-stack.js';
import { keyNames, networkAddresses, networkNames, predictionDomains } from './names.js';
import { projectGovernance } from './project-governance.js';

const services = ['aiplatform', 'cloudkms', 'cloudresourcemanager', 'compute', 'discoveryengine', 'dns', 'iam', 'iamcredentials', 'serviceusage', 'storage', 'sts'];
/** What governs the project needs these besides, when this topology owns it. */
const governanceServices = ['accesscontextmanager', 'billingbudgets', 'cloudquotas', 'logging', 'monitoring', 'orgpolicy'];

/**
 * What a Google account holds for all hosts in it: APIs, keys, networks, the gateway's identities and, when the topology
 * owns the account, its singletons.
 */
export class FoundationStack extends GoogleStack {
  private readonly services: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    private readonly context: StackContext,
    private readonly view: AccountView,
  ) {
    super(scope, context, {
      account: view.alias,
      region: view.homeRegion,
      name: ['google-foundation', view.alias],
      origin: `accounts.google.${view.alias}`,
      tags: {},
    });
    const { account } = view;
    this.services = new ProjectServices(this, 'Services', {
      project: account.project,
      services: [...services, ...(account.owns ? governanceServices : [])].map((service) => `${service}.googleapis.com`),
    }).services;

    for (const [id, network] of view.networks) this.network(id, network);
    if (view.hosts.length > 0) gatewayIdentity(this, context, view);
    for (const location of searchLocations(view)) this.searchKey(location);
    if (account.owns && view.hosts.length > 0) {
      projectGovernance(this, context, view, { labels: this.labels, services: this.services, logKey: this.regionalKey() });
    }
  }

  private network(id: string, network: Network): void {
    const { topology } = this.context;
    const { labels } = this;
    const { project, ...names } = networkNames(topology, id);
    const scope = new NetworkScope(this, 'Network', id);
    if (topology.existing.networks[id] === undefined) {
      const { subnetCidr, googleApis } = networkAddresses(topology, id);
      const made = new PrivateNetwork(scope, 'Private', {
        project,
        region: network.region,
        name: names.networkName,
        subnet: names.subnetName,
        subnetCidr,
        allowedRanges: [subnetCidr, `${googleApis}/32`],
      });
      made.network.node.addDependency(...[]);
      new GoogleApisEndpoint(scope, 'GoogleApis', {
        project,
        network: made.network.id,
        name: names.googleApis,
        ruleName: physicalName(20, topology.name, id).replaceAll('-', ''),
        address: googleApis,
        labels,
      });
    }
    new PrivateZone(scope, 'Predictions', { project, network: names.network, name: names.predictionZone, domain: predictionDomains.private, labels });
  }
}
