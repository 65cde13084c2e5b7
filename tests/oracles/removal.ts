import type { Document } from 'yaml';
import type { Json } from '../support/documents.js';
import { deployment, destruction } from './cdk-run.js';
import type { Seen } from './expected-facts.js';
import { absent, lost, namesOf, type Stage } from './provable.js';
import type { Assembly, Stages } from './stages.js';

/** What the life of a topology does with its emulator. Failures of the command line become findings there. */
export interface Hands {
  cdk(what: string, args: readonly string[]): Promise<string>;
  stage(assembly: Assembly): Stage;
  look(stage: Stage): Seen[];
  /** Of these resources those that their own services still show. */
  there(stage: Stage, resources: readonly Seen[]): string[];
  /** Takes off what keeps stacks from being destroyed. */
  release(stage: Stage, stacks: readonly string[]): void;
}

/** What runs at the end, and what was amiss. */
interface Removed {
  readonly stage: Stage;
  readonly findings: readonly string[];
}

/** Two states of a deployment, and what was seen of each. */
interface Moved {
  readonly before: Stage;
  readonly after: Stage;
  readonly seen: readonly Seen[];
  readonly now: readonly Seen[];
}

/** The one topology that loses something while it runs. */
export const losing = 'reference';

/** What leaves it, one after the other: a workload that a fleet gives rights to, then the Bedrock host, whose zone keeps no workload, then the fleet. */
const steps: readonly (readonly [what: string, edit: (topology: Document) => void])[] = [
  ['workload removed', (topology) => topology.deleteIn(['workloads', 'eu-production'])],
  ['us-bedrock without routes', (topology) => takeRoutes(topology, 'us-bedrock')],
  [
    'us-bedrock removed and eu-fleet without routes',
    (topology) => {
      takeHost(topology, 'us-bedrock');
      takeRoutes(topology, 'eu-fleet');
    },
  ],
  ['eu-fleet removed', (topology) => takeHost(topology, 'eu-fleet')],
];

/**
 * Deploys one step after the other over what runs, in the order of "What leaves" in docs/operations.md; a brief run takes the first. `seen` is what runs.
 * Returns what runs at the end.
 */
export async function removed(hands: Hands, stages: Stages, running: Stage, seen: readonly Seen[], brief: boolean): Promise<Removed> {
  const findings: string[] = [];
  let [stage, there] = [running, seen];
  for (const [what, edit] of brief ? steps.slice(0, 1) : steps) {
    const next = hands.stage(stages.without(what, edit));
    await move(hands, stage, next);
    const now = hands.look(next);
    findings.push(...amiss(hands, { before: stage, after: next, seen: there, now }));
    [stage, there] = [next, now];
  }
  return { stage, findings };
}

/** From one state to the next: stacks that it lacks are destroyed from the output that has them, then those that give roles rights are deployed, then everything. */
async function move(hands: Hands, before: Stage, after: Stage): Promise<void> {
  const going = before.live.map(({ name }) => name).filter((name) => !after.live.some((stack) => stack.name === name));
  if (going.length > 0) {
    hands.release(before, going);
    await hands.cdk(`${after.what}: ${going.length} stacks destroyed`, destruction(before.path, 2, going));
  }
  const giving = after.live.map(({ name }) => name).filter((name) => /-aws-(fleet|bedrock|bedrock-import|gateway)-/.test(name));
  await hands.cdk(`${after.what}: what gives rights`, deployment(after.path, 2, giving));
  await hands.cdk(after.what, deployment(after.path, 4));
}

/** What is missing, what stayed although nothing declares it, by CloudFormation and by its own service, and what was replaced beside it. */
function amiss(hands: Hands, { before, after, seen, now }: Moved): string[] {
  const declared = (stage: Stage, { stack, id }: Seen): Json => stage.templates[stack]?.Resources[id];
  const gone = seen.filter((one) => declared(after, one) === undefined && !/^Retain/.test(declared(before, one)?.DeletionPolicy ?? ''));
  return [
    ...absent(after.templates, namesOf(now)),
    ...now.flatMap((one) => (declared(after, one) === undefined ? [`deploy: ${after.what}: ${one.stack} still has ${one.id}`] : [])),
    ...hands.there(before, gone).map((one) => `deploy: ${after.what}: ${one} is still there`),
    ...lost(before, after, seen, now),
  ];
}

/** No workload is sent to the host; one that has no other leaves. */
function takeRoutes(topology: Document, leaving: string): void {
  for (const [name, { route }] of Object.entries<Json>(topology.toJS().workloads)) {
    const others = route.filter((host: string) => host !== leaving);
    if (others.length === 0) topology.deleteIn(['workloads', name]);
    else topology.setIn(['workloads', name, 'route'], others);
  }
}

/** The host, approvals that speak of it, and gateways of zones that no workload is in. */
function takeHost(topology: Document, leaving: string): void {
  const { approvals, gateway, workloads } = topology.toJS();
  topology.deleteIn(['hosts', leaving]);
  for (const [name, { subject }] of Object.entries<Json>(approvals)) {
    if (new RegExp(`^hosts\\.${leaving}(\\.|$)`).test(subject)) topology.deleteIn(['approvals', name]);
  }
  const zones = Object.values<Json>(workloads).map(({ zone }) => zone);
  for (const zone of Object.keys(gateway.zones)) if (!zones.includes(zone)) topology.deleteIn(['gateway', 'zones', zone]);
}
