import { type Change, fateWords } from './change.js';
import type { CostDelta } from './cost.js';
import { type ExposureChange, widensExisting } from './exposure.js';
import { lessSafe } from './protections.js';
import type { Topic } from './topics.js';
import type { TopologyChange } from './topology-change.js';

export type RiskArea = 'data-loss' | 'residency' | 'compliance' | 'iam' | 'capacity' | 'finance' | 'policy';

/** Who has to approve what. One reviewed table: the diff names areas by it, and code owners are assigned by its paths. */
export interface AreaOfRisk {
  readonly area: RiskArea;
  /** What makes the area's owner approve, for people. */
  readonly when: string;
  /** Changes of the topology that belong to it. */
  readonly topics: readonly Topic[];
  /** Files whose owner is the area's owner. */
  readonly files: readonly string[];
}

export const riskAreas: readonly AreaOfRisk[] = [
  {
    area: 'data-loss',
    when: 'data is lost, left behind or kept out of management, loses its protection against deletion, or depends on another key',
    topics: [],
    files: ['policy/state/'],
  },
  {
    area: 'residency',
    when: 'places, data use or licence facts change',
    topics: ['residency', 'data-use', 'licence'],
    files: ['facts/jurisdictions.yaml', 'facts/regions.yaml', 'derived/regions.ts', 'evidence/boundaries/', 'policy/residency/', 'policy/data-use/'],
  },
  {
    area: 'compliance',
    when: 'the legal regimes that a workload falls under change',
    topics: ['compliance'],
    files: ['facts/regimes.yaml'],
  },
  {
    area: 'iam',
    when: 'a permission or an opening widens, or a control or a guard weakens',
    topics: ['access'],
    files: [
      'constructs/**/*-role.ts',
      'constructs/*/identity/',
      'hosts/*/stacks/fleet-access.ts',
      'hosts/*/stacks/fleet-front.ts',
      'stacks/aws/identity.ts',
      'evidence/iam/',
      'evidence/network/',
      'policy/identity/',
      'policy/network/',
    ],
  },
  {
    area: 'capacity',
    when: 'nodes, reservations, models or routes change, or what serves is replaced',
    topics: ['capacity'],
    files: [
      'hosts/*/stacks/capacity.ts',
      'hosts/*/stacks/fleet.ts',
      'hosts/*/stacks/fleet-groups.ts',
      'hosts/*/stacks/fleet-model.ts',
      'evidence/capacity/',
      'evidence/limits/',
      'policy/capacity/',
    ],
  },
  {
    area: 'finance',
    when: 'declared cost, budgets, cost centres or tags change',
    topics: ['finance'],
    files: ['stacks/*/finance.ts', 'facts/prices.yaml', 'evidence/tags/', 'policy/cost/', 'policy/tags/'],
  },
  {
    area: 'policy',
    when: 'a rule goes or weakens, or a waiver is added',
    topics: [],
    files: ['policy/rules.ts', 'catalogue/', 'clouds/', '*.waivers.yaml', '*.approvals.yaml'],
  },
];

export interface Approval {
  readonly area: RiskArea;
  /** What makes it necessary in this change, shortest form. */
  readonly because: readonly string[];
}

interface Evidence {
  readonly changes: readonly Change[];
  readonly topology: readonly TopologyChange[];
  readonly exposure: readonly ExposureChange[];
  readonly cost: CostDelta;
  readonly tags: number;
  /** Rules that went or weakened, and waivers that came or were prolonged. */
  readonly relaxations: readonly string[];
}

/** The areas whose owners have to approve, with the reasons, in the order of the table. */
export function approvalsNeeded({ changes, topology, exposure, cost, tags, relaxations }: Evidence): Approval[] {
  const real = changes.filter(({ noise }) => noise === undefined);
  const reasons: Readonly<Record<RiskArea, readonly string[]>> = {
    'data-loss': real.flatMap((change) => {
      const words = change.data === undefined ? lessSafe(change) : fateWords[change.data.fate];
      return words === undefined ? [] : [`${change.id}: ${words}`];
    }),
    residency: [],
    compliance: [],
    iam: widenings(exposure),
    capacity: real
      .filter((change) => change.risk === 'high' && change.data === undefined && lessSafe(change) === undefined)
      .map(({ id, action }) => `${action} of ${id}`),
    finance: [
      ...(cost.usdPerMonth !== null && cost.usdPerMonth !== 0 ? [`${cost.usdPerMonth > 0 ? 'more' : 'less'} declared cost`] : []),
      ...(tags > 0 ? [`tags of ${tags} resource${tags === 1 ? '' : 's'}`] : []),
    ],
    policy: relaxations,
  };
  return riskAreas.flatMap(({ area, topics }) => {
    const told = topology.filter(({ topic }) => topics.includes(topic)).map(({ path }) => path);
    const because = [...new Set([...reasons[area], ...told])];
    return because.length === 0 ? [] : [{ area, because }];
  });
}

function widenings(exposure: readonly ExposureChange[]): string[] {
  const count = exposure.filter(widensExisting).length;
  const granted = exposure.filter((row) => row.widens && !widensExisting(row));
  const stacks = new Set(granted.map(({ stack }) => stack)).size;
  return [
    ...(count === 0 ? [] : [`${count} permission${count === 1 ? '' : 's'} or opening${count === 1 ? ' widens' : 's widen'}`]),
    ...(stacks === 0
      ? []
      : [
          `${stacks} new stack${stacks === 1 ? '' : 's'} with ${granted.length} grant${granted.length === 1 ? '' : 's'} of ${stacks === 1 ? 'its' : 'their'} own`,
        ]),
  ];
}
