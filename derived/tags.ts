import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity, workloadsOn } from '../topology/views.js';
import { extraTagsOf } from './landing-zone.js';

/** Tags are AWS tags, Azure tags and Google labels at once: one spelling in three clouds. */
export type Tags = Readonly<Record<string, string>>;

/** What a resource belongs to. Without workload or host it is shared by the whole topology. */
export interface TagSubject {
  readonly workload?: string;
  readonly host?: string;
}

/** Most sensitive first: a shared resource carries the highest class among the workloads that use it. */
const dataClasses: readonly Workload['dataClass'][] = ['regulated', 'customer', 'internal', 'public'];

/**
 * Finance's tags for a subject. A host that serves one workload is that workload's; a host that serves several is
 * `shared` and is split by the gateway's spend logs. A value the topology does not give is left out: `tags/required` says so.
 */
export function tagsFor(topology: Topology, subject: TagSubject): Tags {
  const { finance } = topology;
  const host = subject.host === undefined ? undefined : entity(topology.hosts, subject.host);
  const users = subject.host === undefined ? Object.entries(topology.workloads) : workloadsOn(topology, subject.host);
  const workloadId = subject.workload ?? (subject.host !== undefined && users.length === 1 ? users[0]?.[0] : undefined);
  const workload = workloadId === undefined ? undefined : entity(topology.workloads, workloadId);
  const classes = workload === undefined ? users.map(([, user]) => user.dataClass) : [workload.dataClass];
  const contract = host?.contract === undefined ? undefined : entity(topology.contracts, host.contract);

  const values: Record<string, string | undefined> = {
    application: finance.application,
    'contract-id': host === undefined ? 'shared' : contract?.agreement,
    'cost-center': workload === undefined ? finance.sharedCostCentre : workload.costCentre,
    'data-classification': dataClasses.find((dataClass) => classes.includes(dataClass)) ?? 'internal',
    environment: topology.environment,
    host: subject.host ?? 'shared',
    'managed-by': 'hybrid-llama-blueprint',
    model: host === undefined ? 'shared' : tagValue(entity(topology.models, host.model).release),
    owner: workload === undefined ? finance.sharedOwner : workload.owner,
    workload: workloadId ?? 'shared',
    'workload-class': workload?.class ?? 'shared',
  };
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // Finance's tags win: a spread keeps the place of a key and takes its last value.
  return { ...Object.fromEntries(given), ...extraTagsOf(topology), ...Object.fromEntries(given) };
}

/** Google labels allow no dot. */
function tagValue(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '-')
    .slice(0, 63);
}
