import type { WatchedNodes } from '../../evidence/delivery/alert-settings.js';
import type { Safeguard } from '../../evidence/guardrails/safeguard.js';
import type { PolicyStatement } from '../../evidence/iam/policy-statements.js';
import type { Shared } from '../../evidence/places/shared-values.js';
import type { Derived, Program } from '../../evidence/scripts/program.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import type { Resource, SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { ChatServer } from '../../facts/chat.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Answering, NamedHost } from './answering-judge.js';
import type { RecordedHost, RecordedValue } from './recorded-judge.js';
import type { StackKind } from './stack-kinds.js';

/** Whether an extension in force allows a container, or a property by its path without indices. */
export interface HostExtensions {
  container(name: string, image: string, stack: string): boolean;
  argument(type: string, path: string, stack: string): boolean;
}

/** A host as its topology declares it. */
export interface DeclaredHost<H> {
  readonly topology: Topology;
  readonly id: string;
  readonly host: H;
}

/** A host of a topology, and the stacks that are its own. */
export interface JudgedHost<H> extends DeclaredHost<H> {
  readonly stacks: readonly SynthesizedStack[];
  /** What extensions in force add to it. */
  readonly extended: HostExtensions;
}

/** What the output of a kind of host is judged by, beside the rules that hold for every kind. */
export interface HostJudge<H> {
  /** What screens its prompts and answers, as it was synthesized. */
  safeguard(topology: Topology, place: { readonly id: string; readonly host: H }, stacks: readonly SynthesizedStack[]): Safeguard;
  /** How the filters of its calls differ from what the topology derives; `none` where it has none of its own, so that nothing may filter them. */
  filtered(declared: DeclaredHost<H>, filters: Resource): readonly string[] | 'none';
  /** How what runs in its stacks differs from what serves its models. Where a provider runs the servers, that nothing runs: `noServers`. */
  servers(judged: JudgedHost<H>): Iterable<Problem>;
  /** How what its stacks deploy differs from what it declares: places, machines, counts, models, images. */
  emitted(judged: JudgedHost<H>): Iterable<Problem>;
  /** What a policy for the gateway of a workload allows beyond calling it as that workload; which actions at all, its trait `rights` says. */
  oversteps(called: DeclaredHost<H> & { readonly workload: string }, statement: PolicyStatement, policy: Resource): Iterable<string>;
  /** What it says in a program that its stacks carry. */
  programs(declared: DeclaredHost<H>, resource: Resource, program: Program): Derived;
  /** Whose words it takes requests in (facts/chat.yaml); `unknown` while nothing provisions it. */
  readonly speaks: ChatServer | 'unknown';
  /** What may answer requests that a gateway sends to it (residency/gateway-reach). */
  answering(named: NamedHost<H>): readonly Answering[];
  /** What judges them beside it. */
  screening(named: NamedHost<H>): readonly Answering[];
  /** What may give passages for them. */
  grounding(named: NamedHost<H>): readonly Answering[];
  /** What its deployment printed and the outputs file records, with what that may be (residency/recorded-values). */
  recorded(host: RecordedHost<H>): readonly RecordedValue[];
  /** What its stacks share with each other and with others of their account and region, through parameters (state/shared-value). */
  readonly shares: readonly HostShares<H>[] | 'none';
  /** What it answers for machines of its own; `none` where a provider runs them. */
  readonly machines: MachineJudge<H> | 'none';
  /** What it answers for weights of the topology's own; `none` where a provider has them (`weights` of its form). */
  readonly weights: WeightsJudge<H> | 'none';
}

/** Parameters that a stack of a host shares: `/llama/<topology>/<room>/<host>/<name>`. Every stack of the host may read them. */
export interface HostShares<H> {
  readonly by: StackKind;
  readonly room: string;
  values(declared: DeclaredHost<H>): Readonly<Record<string, Shared>>;
}

/** What is wrong at a place of the topology. */
export interface DeclaredProblem {
  readonly path: string;
  readonly message: string;
  /** @default - the rule's own advice */
  readonly fix?: string;
}

/** A host by its id. */
export interface PlacedHost<H> {
  readonly id: string;
  readonly host: H;
}

/** What a kind with machines of its own answers for them. Each is asked by the rule that it names. */
export interface MachineJudge<H> {
  /** Machine types, regions and zones that do not go together (capacity/instance-region). */
  misplaced(topology: Topology, place: PlacedHost<H>): Iterable<DeclaredProblem>;
  /** Zones that they are declared in. */
  zones(host: H): readonly string[];
  /** Machines that no capacity carries, on the day or later (capacity/block-window). */
  uncarried(topology: Topology, place: PlacedHost<H>, asOf: string): Iterable<DeclaredProblem>;
  /** Whether some of its capacity is kept from other customers (capacity/on-demand-only). */
  dedicated(host: H): boolean;
  /** How the capacity that was synthesized differs from what is declared (capacity/block-window). */
  reserved(judged: JudgedHost<H>): Iterable<DeclaredProblem & Problem>;
  /** Nodes that an alarm counts by their groups, for each version (delivery/armed). */
  watchedNodes(declared: DeclaredHost<H>): readonly WatchedNodes[];
  /** Why two versions of a transition cannot run at the same time, on the day or later (lifecycle/transition-window). */
  sideBySide(topology: Topology, place: PlacedHost<H>, asOf: string): Iterable<DeclaredProblem>;
  /** Versions of a transition that its stacks do not serve, or that no request reaches (lifecycle/transition-window). */
  versions(judged: JudgedHost<H>): Iterable<Problem & Pick<DeclaredProblem, 'fix'>>;
  /** A certificate that its load balancer does not take, or that is somebody else's (encryption/certificate-place). */
  certificate(topology: Topology, place: PlacedHost<H>): Iterable<DeclaredProblem>;
}

/** A host, and every stack of its application: what keeps its weights is not its own. */
export interface StoredHost<H> extends DeclaredHost<H> {
  readonly all: readonly SynthesizedStack[];
}

/** What a kind that serves weights of the topology's own answers for them. */
export interface WeightsJudge<H> {
  /** How what keeps them, and what takes them from there, differs from what was approved (supply-chain/weights-verified). */
  kept(stored: StoredHost<H>): Iterable<DeclaredProblem & Problem>;
  /** Whether vLLM may quantize what it loads; else why nothing may (supply-chain/weights-precision). */
  readonly quantized: 'at load' | { readonly never: string };
  /** The model that servers in a resource of its stacks load. */
  loaded(declared: DeclaredHost<H>, resource: Resource): string;
}
