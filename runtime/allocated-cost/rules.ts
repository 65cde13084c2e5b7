import type { Idle } from './divide.js';

/** A host that several workloads share, as far as its cost is divided by what they use of it. */
export interface SharedHost {
  /** Part of a unit of the host's capacity that one token a minute of a workload uses, of every workload it is meant for; none where no fact says it of all of them. */
  readonly weights: Readonly<Record<string, number>>;
  /** Units that are paid for, such as nodes. */
  readonly capacity: number | 'unknown';
}

/** What the topology says about who pays for what. Made at synthesis (derived/cost-rules.ts), sent by the schedule and read by the query. */
export interface CostRules {
  readonly topology: string;
  /** Value of the tag `application`; another value is another application's cost. */
  readonly application: string;
  /** Accounts, projects and subscriptions of the topology, by the id that a bill has in lower case, with their alias. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly workloads: Readonly<Record<string, { readonly costCentre: string; readonly budgetUsd?: number }>>;
  readonly hosts: Readonly<Record<string, SharedHost>>;
  readonly idle: Idle;
  readonly sharedCostCentre: string;
  /** Within which a month adds up to what was invoiced: the larger of both. */
  readonly tolerance: { readonly usd: number; readonly fraction: number };
}

/** Cost centre of what nobody can be charged for by a tag. */
export const unattributed = 'unattributed';

/** Cost centre and workload where the topology knows neither. */
export const shared = 'shared';
