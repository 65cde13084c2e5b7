import type { NodeHardware } from '../../facts/hardware.js';
import type { HostField } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { AwsUse, AzureUse, GatewayRight, GoogleUse } from './cloud-use.js';
import type { ServedVersion } from './fleet-versions.js';
import type { PrivateEndpoints } from './private-endpoints.js';
import type { QuotaNeed, TokenLoad } from './quota-need.js';
import type { StackKind, StackParts } from './stack-kinds.js';

/**
 * What the house knows of a kind of host, beside its form. Total: every kind answers every question, `none` where it has no such
 * thing and `unknown` where it is not known, which rules report. Names no framework: judging loads this.
 */
export interface HostTraits<H, Nodes extends OwnNodes | 'none' = OwnNodes | 'none'> {
  /**
   * Names of the stacks that exist because of a host, as kind and what tells them from others of their kind, in the order of deployment; none
   * where the stack of its account does everything. Hosts may name the same one.
   */
  stacks(topology: Topology, place: { readonly id: string; readonly host: H }): readonly StackParts[];
  /** Who runs the model server. Whatever a provider runs is bound by its terms. */
  readonly operator: 'self' | 'provider';
  readonly offer: OfferTraits<H>;
  readonly network: NetworkTraits<H>;
  /** Container images that its own nodes run, by field; none of what a provider runs is seen. */
  images(host: H): readonly (readonly [field: HostField, image: string])[];
  /** Its own machines; `none` where a provider runs them. */
  nodes(host: H): Nodes;
  /** What it uses of its AWS account, all of which the organization's policies have to let through; `none` on other clouds. */
  aws(topology: Topology, host: H): AwsUse | 'none';
  /** The same of its Google project, and of its Azure subscription. On its own cloud no kind answers `none` (AwsTraits and the others below). */
  google(topology: Topology, host: H): GoogleUse | 'none';
  azure(topology: Topology, host: H): AzureUse | 'none';
  /**
   * Rights without which the gateway of a workload cannot call it. `identity/workload-role` looks for them in the output, and refuses
   * others; `unknown` is refused.
   */
  rights(host: H): readonly GatewayRight[] | 'unknown';
  /** Where prompts are processed. */
  processing(topology: Topology, host: H): Processing;
  /** What it answers with at one time, in its own unit. */
  capacity(host: H): Capacity;
  /**
   * Quotas of its provider that its own size needs; a load where the planner reckons them from what workloads send, `unlisted` where the
   * facts have none for its kind.
   */
  quotas(topology: Topology, place: { readonly id: string; readonly host: H }): readonly QuotaNeed[] | TokenLoad | 'unlisted';
  /** What it uses up of its provider's service limits before anything is synthesized, beside what its account needs; `none` where it adds nothing. */
  limits(topology: Topology, place: { readonly id: string; readonly host: H }): readonly LimitUse[] | 'none';
  /** What the gateway of one workload calls it with, and what exists after a deployment only. */
  deployTimeValues(topology: Topology, place: { readonly id: string; readonly host: H; readonly workload: string }): readonly DeployTimeValue[];
}

/** Traits of a kind on AWS. Nodes of its own has a fleet alone, whose fields they are declared by (topology/schema/fleet.ts). */
export interface AwsTraits<H, Nodes extends OwnNodes | 'none' = 'none'> extends HostTraits<H, Nodes> {
  aws(topology: Topology, host: H): AwsUse;
}

/** On Google. */
export interface GoogleTraits<H, Nodes extends OwnNodes | 'none' = 'none'> extends HostTraits<H, Nodes> {
  google(topology: Topology, host: H): GoogleUse;
}

/** On Azure. */
export interface AzureTraits<H, Nodes extends OwnNodes | 'none' = 'none'> extends HostTraits<H, Nodes> {
  azure(topology: Topology, host: H): AzureUse;
}

/** On a cloud that has stacks of hosts alone. */
export interface OutsideTraits<H> extends HostTraits<H, 'none'> {
  /** What fills the blanks of reviewed forms in its stacks, by the name of the blank (derived/grants/blanks.ts); nothing where they have none. */
  blanks(topology: Topology, place: { readonly id: string; readonly host: H }): Readonly<Record<string, readonly string[]>>;
}

/** What a provider offers of the models of a host. */
export interface OfferTraits<H> {
  /** What no offer in the facts matches. */
  missing(topology: Topology, host: H): MissingOffer | 'none';
  /** When a provider withdrew a release; `self` never does. */
  retirement(release: string): Retirement | 'none';
  /** Last day on which the provider promised to serve it still; `unknown` where it names none, `none` where weights of the customer's are served. */
  promisedUntil(topology: Topology, host: H): string | 'none' | 'unknown';
  /** The provider's names of the models that its output deploys; `unknown` where facts have none to compare with. */
  deployed(topology: Topology, host: H): readonly string[] | 'unknown';
}

export interface MissingOffer {
  /** Field of the host to change. */
  readonly field: HostField;
  readonly message: string;
}

export interface Retirement {
  /** YYYY-MM-DD or YYYY-MM. */
  readonly on: string | 'unknown';
}

/** How a host is reached. */
export interface NetworkTraits<H> {
  /** Where it may be otherwise than its network; `unknown` where it has no network on a cloud of ours. */
  readonly mayDiffer: readonly ('account' | 'region')[] | 'unknown';
  /** Domains that the gateway resolves on the far side of a link to use it. */
  domains(host: H): readonly NeededDomain[] | 'unknown';
  /** Private endpoints that its network on AWS has for it: what its own machines call, or what it is called at itself where it has no `front`. */
  readonly endpoints: PrivateEndpoints;
  /** The load balancer in front of nodes of its own; `none` where its provider's endpoint is called. */
  front(host: H): OwnFront | 'none';
}

/** Name and certificate of a load balancer. */
export interface OwnFront {
  readonly hostname: string;
  /** The one that it shows: one that exists, or one that its stack has issued. */
  readonly certificate: string | 'issued here';
  /** ARN of the private authority that issues it. */
  readonly issuer: string | 'none';
  /** Where the record of its name is: in a zone made with it, in one that exists, or with others. */
  readonly record: 'zone made here' | 'with others' | { readonly zone: string };
}

/** A domain that has to resolve across the link to a host, and what for. */
export interface NeededDomain {
  readonly domain: string;
  readonly use: string;
}

export interface OwnNodes {
  readonly instanceType: string;
  /** Both versions of a transition together. */
  readonly count: number;
  /** How many of these are paid for in advance. */
  readonly prepaid: number;
  /** What they are paid for in advance by, and its last day, YYYY-MM-DD, by noon of which EC2 has ended it. */
  readonly blocks: readonly { readonly name: string; readonly end: string }[];
  /** The release of the image that they are declared to boot. */
  readonly release: string;
  /** What that is, as their cloud names it; `unknown` where no fact knows such a release. */
  readonly image: string | 'unknown';
  /** USD an hour of one on demand, and who says so. */
  readonly price: { readonly usdPerHour: number | 'unknown'; readonly source: string };
}

/** So much of a limit in `facts/limits.yaml`, which holds for the whole account, for a region of it, or for what a host has of its own. */
export interface LimitUse {
  readonly limit: string;
  readonly found: number;
  readonly per: 'account' | 'region' | 'host';
}

export type Processing = {
  /** The rule that holds it to the zone of each workload: that of the region, unless the kind has one of its own. */
  readonly judgedBy:
    | 'residency/host-region'
    | 'residency/bedrock-profile-destinations'
    | 'residency/azure-sku'
    | 'residency/databricks-geo'
    | 'residency/egress-proxy';
} & (
  | { readonly scope: 'regions'; readonly regions: readonly string[] }
  /** Any region of the data zone that a region belongs to. */
  | { readonly scope: 'data zone'; readonly region: string }
  /** Any of these countries, alpha-2 and sorted. `words` complete "processes in". */
  | { readonly scope: 'countries'; readonly countries: readonly string[]; readonly words: string }
  /** `words` complete "processes in". */
  | { readonly scope: 'anywhere' | 'unknown'; readonly words: string }
);

/** Prompts stay where the host is. */
export const inItsRegion = (_: unknown, { region }: { readonly region: string }): Processing => ({
  scope: 'regions',
  regions: [region],
  judgedBy: 'residency/host-region',
});

export type Capacity =
  /** Nodes; `spare` of them run nothing until another is lost. */
  | {
      readonly unit: 'nodes';
      readonly hardware: NodeHardware | 'unknown';
      readonly spare: number;
      /** GPUs of a replica, where the topology says it. */
      readonly tensorParallel: number | undefined;
      readonly versions: readonly ServedVersion[];
    }
  /** Replicas that a provider runs as the load asks, each on a machine of its own, between the fewest and the most. */
  | {
      readonly unit: 'replicas';
      readonly hardware: NodeHardware | 'unknown';
      readonly model: string;
      readonly least: number;
      readonly most: number;
    }
  /** Tokens a minute as the provider counts them against a quota. */
  | { readonly unit: 'quota tokens'; readonly perMinute: number | 'as needed' }
  /** Plain tokens a minute. */
  | { readonly unit: 'tokens'; readonly perMinute: number }
  | { readonly unit: 'unknown' };

export interface DeployTimeValue {
  /** Where it is in the outputs file. */
  readonly path: readonly string[];
  /** The stack that prints it: its kind, then what tells it from others. */
  readonly stack: readonly [kind: StackKind, ...parts: string[]];
  /** Whether that stack is divided by workload. */
  readonly divided: boolean;
  /** Topology path of what the stack was made for. */
  readonly origin: string;
  /**
   * How it is found where the stack does not print it: a sentence that ends in "record it as <path>".
   * @default - the outputs of the stack are imported
   */
  readonly byHand?: string;
}

/** Names in a message: each once, sorted. */
export function list(names: readonly string[]): string {
  return [...new Set(names)].sort().join(', ') || 'none';
}
