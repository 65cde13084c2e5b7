import { reviewedResources } from '../catalogue/resources/read.js';
import type { Cloud } from '../clouds/cloud.js';
import { clouds, type DescribedCloud, isDescribed } from '../clouds/clouds.js';
import { azureExportOf } from '../derived/bill-exports.js';
import { type ExpectedStack, eventualStacks } from '../derived/expected-stacks.js';
import { bootstrapQualifierOf } from '../derived/landing-zone.js';
import { stackConditions } from '../derived/presence/conditions.js';
import { stackNumbers } from '../derived/presence/numbers.js';
import { tableKind } from '../derived/presence/part.js';
import { actionsFor, bootstrapRoles, rolesFor } from '../facts/deployer.js';
import { hostsOn } from '../hosts/select.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';

/** A cloud whose stacks are Terraform modules. */
type TerraformCloud = Exclude<DescribedCloud, 'aws'>;

/** What whoever deploys to an AWS account must be allowed. */
export interface AwsRights {
  readonly cloud: 'aws';
  readonly alias: string;
  /** Account number. */
  readonly account: string;
  /** Roles of the bootstrap stack that the CDK assumes, in every region of the account. */
  readonly assumes: readonly string[];
  /** What the bootstrap stack's execution role calls. */
  readonly executionActions: readonly string[];
  /** Types whose actions are unconfirmed, or that facts/deployer.yaml does not have. */
  readonly unconfirmed: readonly string[];
}

/** What whoever applies to a Google project, an Azure subscription, a workspace of Databricks or an account of Cloudflare must be granted. */
export interface RoleRights {
  readonly cloud: TerraformCloud;
  readonly alias: string;
  /** Project id, subscription, address of the workspace or id of the account. */
  readonly account: string;
  readonly roles: readonly RoleGrant[];
  /** Types that facts/deployer.yaml does not have. */
  readonly unconfirmed: readonly string[];
}

interface RoleGrant {
  readonly role: string;
  /** What it is granted on, such as `project acme-llama-grounded`. */
  readonly on: string;
  /** Whether somebody looked it up in the provider's index of permissions. */
  readonly confirmed: boolean;
}

export type DeployerRights = AwsRights | RoleRights;

/** Rights by account, for every stack that the topology will ask for: from the types that were reviewed for its kind. */
export function deployerRights(topology: Topology, outputs: Outputs): DeployerRights[] {
  const accounts = new Map<string, ExpectedStack[]>();
  for (const stack of eventualStacks(topology)) {
    const key = `${stack.cloud} ${stack.account}`;
    accounts.set(key, [...(accounts.get(key) ?? []), stack]);
  }
  return [...accounts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, stacks]): DeployerRights[] => {
      const [first] = stacks;
      if (first === undefined) return [];
      const { cloud, account: alias } = first;
      const types = [...new Set(stacks.flatMap((stack) => typesOf(topology, stack, outputs)))].sort();
      if (cloud === 'aws') return [ofAws(topology, alias, types)];
      // Clouds without stacks ask for nothing.
      return hasRoles(cloud) ? [ofRoles(topology, cloud, alias, types)] : [];
    });
}

/** Types that a stack holds, or may hold by its options. What an extension emits, its owner knows. */
function typesOf(topology: Topology, stack: ExpectedStack, outputs: Outputs): string[] {
  const table = reviewedResources(tableKind(stack));
  if (table === undefined) return [`stack ${stack.name}`];
  const names = [
    ...table.always,
    ...Object.entries(table.counted).flatMap(([name, measure]) => ((stackNumbers[measure]?.(topology, stack, outputs) ?? 0) > 0 ? [name] : [])),
    ...Object.entries(table.where).flatMap(([condition, held]) => (stackConditions[condition]?.(topology, stack, outputs) === true ? held : [])),
    ...table.together.flat(),
    ...table.sometimes,
  ];
  return names
    .map((name) => name.split(' ')[0] ?? '')
    .filter((type) => type.includes('::') || type.includes('_'))
    .filter((type) => type !== 'terraform_data');
}

function ofAws(topology: Topology, alias: string, types: readonly string[]): AwsRights {
  const { id } = entity(topology.accounts.aws, alias);
  const qualifier = bootstrapQualifierOf(topology) ?? defaultQualifier;
  const known = types.map((type) => ({ type, row: actionsFor(type) }));
  return {
    cloud: 'aws',
    alias,
    account: id,
    assumes: bootstrapRoles().map((role) => `cdk-${qualifier}-${role}-${id}-*`),
    executionActions: [...new Set(known.flatMap(({ row }) => row?.actions ?? []))].sort(),
    unconfirmed: known.filter(({ row }) => row === undefined || row.confidence !== undefined).map(({ type }) => type),
  };
}

/** Of the CDK's bootstrap stack, where the landing zone names none. */
export const defaultQualifier = 'hnb659fds';

function ofRoles(topology: Topology, cloud: TerraformCloud, alias: string, types: readonly string[]): RoleRights {
  const places = placesOf(topology, cloud, alias);
  const grants = new Map<string, RoleGrant>();
  for (const row of types.flatMap(rolesFor)) {
    // What an organization or a billing account has for a project, only the topology that owns the project makes.
    if (places[row.on] === undefined) continue;
    const grant = { role: row.role, on: places[row.on] as string, confirmed: row.confidence === undefined };
    const key = `${grant.on} ${grant.role}`;
    grants.set(key, { ...grant, confirmed: grant.confirmed && grants.get(key)?.confirmed !== false });
  }
  return {
    cloud,
    alias,
    account: accountOf(topology, cloud, alias),
    roles: [...grants].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant),
    unconfirmed: types.filter((type) => rolesFor(type).length === 0),
  };
}

function accountOf(topology: Topology, cloud: TerraformCloud, alias: string): string {
  return String(entity<Readonly<Record<string, unknown>>>(topology.accounts[cloud], alias)[clouds[cloud].account.knownBy[0]]);
}

function hasRoles(cloud: Cloud): cloud is TerraformCloud {
  return cloud !== 'aws' && isDescribed(cloud);
}

type Places = Readonly<Record<string, string | undefined>>;

/** What roles are granted on, in words: the account, and what an account of its cloud has besides. */
function placesOf(topology: Topology, cloud: TerraformCloud, alias: string): Places {
  const { called } = clouds[cloud].account;
  return { [called]: `${called} ${accountOf(topology, cloud, alias)}`, ...besides[cloud]?.(topology, alias) };
}

const besides: Readonly<Partial<Record<TerraformCloud, (topology: Topology, alias: string) => Places>>> = {
  google: ({ accounts }, alias) => {
    const { organization, billingAccount, owns } = entity(accounts.google, alias);
    return owns ? { organization: `organization ${organization}`, 'billing account': `billing account ${billingAccount}` } : {};
  },
  azure: (topology, alias) => {
    const store = azureExportOf(topology, alias)?.storageAccount;
    return store === undefined ? {} : { 'store of bills': store };
  },
  databricks: ({ accounts }, alias) => ({ 'databricks account': `Databricks account ${entity(accounts.databricks, alias).accountId}` }),
  cloudflare: (topology, alias) => {
    const domains = hostsOn(topology, 'cloudflare').flatMap(([, host]) => (host.account === alias ? [host.domainId] : []));
    return { 'cloudflare domain': `domain ${[...new Set(domains)].sort().join(', ')}` };
  },
};
