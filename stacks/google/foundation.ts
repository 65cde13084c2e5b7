import { Construct } from 'constructs';
import { ProjectServices } from '../../constructs/google/organization/project-services.js';
import { deployAfter } from '../../constructs/google/provider/deploy-after.js';
import { setOrigin } from '../../constructs/origin.js';
import { type AccountView, hasFleets, isOnVertex } from '../../derived/google-accounts.js';
import { settlingSeconds } from '../../facts/waits.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';
import { accountKeys } from './account-keys.js';
import { accountNetwork, screeningRegions } from './account-network.js';
import { gatewayIdentities } from './gateway-identities.js';
import { GoogleStack } from './google-stack.js';
import { projectBudgets, projectGovernance } from './project-governance.js';

const services = ['cloudkms', 'cloudresourcemanager', 'compute', 'dns', 'iam', 'iamcredentials', 'storage', 'sts'];
const vertexServices = ['aiplatform', 'discoveryengine'];
/** What nodes of a fleet call, and what stands in front of them. */
const fleetServices = ['artifactregistry', 'certificatemanager', 'logging', 'monitoring', 'secretmanager'];
/** Managed models of other publishers are bought through the marketplace, at no price of its own. */
const managedServices = ['cloudcommerceconsumerprocurement'];
/** What an owner watches the costs of the project with. */
const budgetServices = ['billingbudgets', 'monitoring'];
/** What it governs the project with. */
const governanceServices = ['accesscontextmanager', 'cloudquotas', 'logging', 'orgpolicy', ...budgetServices];

/**
 * What a Google account holds for all hosts in it: APIs, networks, keys, the gateway's identities and, when the topology
 * owns the account, the project's singletons.
 */
export class FoundationStack extends GoogleStack {
  constructor(scope: Construct, context: StackContext, view: AccountView) {
    super(scope, context, {
      account: view.alias,
      region: view.homeRegion,
      name: ['google-foundation', view.alias],
      origin: pathOf('accounts', 'google', view.alias),
      tags: {},
    });
    const { account, alias } = view;
    const { labels } = this;
    const enabled = new ProjectServices(this, 'Services', {
      project: account.project,
      settleSeconds: settlingSeconds('google-api'),
      services: servicesOf(context, view),
    });
    /** Fills a part of the stack, which then waits for the APIs it is made with. */
    const part = <T>(id: string, origin: string, apis: readonly string[], fill: (place: Construct) => T): T => {
      const place = new Construct(this, id);
      setOrigin(place, origin);
      const filled = fill(place);
      deployAfter(place, enabled.only(...apis));
      return filled;
    };

    for (const [id, network] of view.networks) {
      part(`network-${id}`, pathOf('networks', id), ['compute', 'dns', 'networkconnectivity'], (place) => accountNetwork(place, context, id, network, labels));
    }
    const origin = pathOf('accounts', 'google', alias);
    // An account that only lends its network to hosts of another holds nothing else, but what that costs is watched.
    if (view.hosts.length === 0) {
      if (account.owns) part('Governance', origin, budgetServices, (place) => projectBudgets(place, context.topology, view, labels));
      return;
    }
    part('Identities', origin, ['iam', 'iamcredentials', 'sts'], (place) => gatewayIdentities(place, context, view));
    if (!account.owns) return;
    const logKey = part('Keys', origin, ['aiplatform', 'cloudkms', 'discoveryengine', 'logging', 'storage'], (place) =>
      accountKeys(place, context, view, labels),
    );
    part('Governance', origin, ['aiplatform', ...governanceServices], (place) => projectGovernance(place, context, view, { labels, logKey }));
  }
}

/** APIs that what is in an account takes. */
function servicesOf({ topology }: StackContext, view: AccountView): string[] {
  const { account, hosts, networks } = view;
  const fleets = hasFleets(view);
  return [
    ...new Set([
      ...services,
      // An account that lends its network has the API of what uses it on, as it always had.
      ...(fleets && !isOnVertex(view) ? [] : vertexServices),
      ...(fleets ? fleetServices : []),
      ...(account.owns ? governanceServices : []),
      ...(hosts.some(({ use }) => use.served === 'by Google') ? managedServices : []),
      ...(hosts.some(({ use }) => use.screening !== 'none') ? ['modelarmor'] : []),
      ...(networks.some(([id, { region }]) => screeningRegions(topology, id, region).length > 0) ? ['networkconnectivity'] : []),
    ]),
  ];
}
