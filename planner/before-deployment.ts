import { eventualStacks } from '../derived/expected-stacks.js';
import { bootstrapQualifierOf } from '../derived/landing-zone.js';
import { lackingBrokers } from '../derived/token-brokers.js';
import { stateRights } from '../facts/deployer.js';
import { requiredTags } from '../facts/tags.js';
import { cloudOf } from '../hosts/schemas.js';
import type { Outputs } from '../topology/outputs.js';
import type { Backend } from '../topology/schema/backends.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, managementAccount, sortedEntries } from '../topology/views.js';
import { type DeployerRights, defaultQualifier, deployerRights } from './deployer-rights.js';

/** What must be there before the first deployment of a topology, beside quotas. */
export interface BeforeDeployment {
  readonly bootstrap: readonly Bootstrap[];
  readonly state: readonly State[];
  readonly rights: readonly DeployerRights[];
  readonly again: readonly DeployedAgain[];
  readonly costAllocationTags: { readonly keys: readonly string[]; readonly in: string };
}

/** An AWS account and region whose bootstrap stack of the CDK must be there. */
export interface Bootstrap {
  readonly alias: string;
  readonly account: string;
  readonly region: string;
  readonly qualifier: string;
  /** In the account itself. Where another account deploys, `--trust` names that one. */
  readonly command: string;
}

/** Where Terraform keeps the state of an account; it must exist before `terraform init`. */
export interface State {
  readonly cloud: string;
  readonly alias: string;
  readonly backend: Backend | 'none';
  readonly rights: readonly string[];
}

/** A stack that takes values of others which do not wait for it: it is deployed once more when they are known. */
export interface DeployedAgain {
  readonly stack: string;
  readonly after: readonly string[];
  /** What it takes. */
  readonly why: string;
}

/** An AWS account, by its number, and a region that a stack is in. */
export interface AwsPlace {
  readonly account: string;
  readonly region: string;
}

/** `places`: where the stacks are that were synthesized. Hosts whose weights are not stored yet have theirs later. */
export function beforeDeployment(topology: Topology, outputs: Outputs, places: readonly AwsPlace[]): BeforeDeployment {
  return {
    bootstrap: bootstraps(topology, places),
    state: states(topology),
    rights: deployerRights(topology, outputs),
    again: lackingBrokers(topology, outputs).map((broker) => ({ ...broker, why: 'ids of applications that it fetches tokens of Entra for' })),
    costAllocationTags: { keys: requiredTags(), in: managementAccount(topology)?.alias ?? 'the account that pays' },
  };
}

function bootstraps(topology: Topology, places: readonly AwsPlace[]): Bootstrap[] {
  const later = Object.values(topology.hosts).flatMap((host) =>
    cloudOf(host) === 'aws' && 'region' in host ? [{ account: entity(topology.accounts.aws, host.account).id, region: host.region }] : [],
  );
  const qualifier = bootstrapQualifierOf(topology);
  const boundary = topology.landingZone.permissionsBoundary;
  const all = new Map([...places, ...later].map((place) => [`${place.account} ${place.region}`, place]));
  return [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { account, region }]) => ({
      alias: sortedEntries(topology.accounts.aws).find(([, { id }]) => id === account)?.[0] ?? account,
      account,
      region,
      qualifier: qualifier ?? defaultQualifier,
      command: [
        `npx cdk bootstrap aws://${account}/${region}`,
        // A second bootstrap stack beside the one of CDK's own name.
        ...(qualifier === undefined ? [] : [`--qualifier ${qualifier} --toolkit-stack-name CDKToolkit-${qualifier}`]),
        ...(boundary === undefined ? [] : [`--custom-permissions-boundary ${boundary}`]),
      ].join(' '),
    }));
}

/** Accounts with modules of Terraform, each once. */
function states(topology: Topology): State[] {
  const accounts = new Map(eventualStacks(topology).flatMap((stack) => (stack.cloud === 'aws' ? [] : [[`${stack.cloud} ${stack.account}`, stack] as const])));
  return [...accounts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { cloud, account }]) => {
      const backend = cloud === 'aws' ? undefined : topology.backends[cloud][account];
      return { cloud, alias: account, backend: backend ?? 'none', rights: backend === undefined ? [] : stateRights(backend.kind) };
    });
}
