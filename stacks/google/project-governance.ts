import type { Construct } from 'constructs';
import { AuditLogs } from '../../constructs/google/audit/audit-logs.js';
import type { EncryptionKey } from '../../constructs/google/encryption/encryption-key.js';
import { ProjectBudget, type WatchedSpend } from '../../constructs/google/finance/project-budget.js';
import { AllowedValuesPolicy } from '../../constructs/google/organization/allowed-values-policy.js';
import { EnforcedPolicy } from '../../constructs/google/organization/enforced-policy.js';
import { ServicePerimeter } from '../../constructs/google/organization/service-perimeter.js';
import { VertexCacheConfig } from '../../constructs/google/vertex/vertex-cache-config.js';
import { type AccountView, hasFleets, isOnVertex } from '../../derived/google-accounts.js';
import { sharedBudgetOf, sharedTag } from '../../derived/shared-costs.js';
import type { Tags } from '../../derived/tags.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { StackContext } from '../context.js';
import { allowedLocations, allowedModels } from './allowed-values.js';
import { fleetQuotas, servingQuotas } from './serving-quotas.js';

/** APIs that hold prompts, documents, the keys to them and the record of who asked, and the ones they would be carried off through. */
const restrictedServices = ['aiplatform', 'bigquery', 'cloudkms', 'discoveryengine', 'logging', 'modelarmor', 'storage'];
/** The same of a fleet: API keys and images. */
const restrictedByFleets = ['artifactregistry', 'secretmanager'];
/** What the gateway exchanges its AWS token with. */
const accessibleServices = ['iamcredentials', 'sts'];
/** Where nodes report how they are. */
const accessibleToFleets = ['monitoring'];
const auditedServices = ['aiplatform', 'discoveryengine'];
/** Who read weights, API keys and the keys to them. */
const auditedForFleets = ['cloudkms', 'secretmanager', 'storage'];
/** What the units of a node print, and which checks failed. */
const fleetLogs = ['compute.googleapis.com/healthchecks', 'serialconsole.googleapis.com/serial_port_1_output'];

/** What nothing here ever needs, forbidden to administrators too: keys of service accounts, made or brought, and public addresses. */
const enforced = {
  NoKeys: { constraint: 'iam.disableServiceAccountKeyCreation', kind: 'boolean' },
  NoForeignKeys: { constraint: 'iam.disableServiceAccountKeyUpload', kind: 'boolean' },
  NoPublicAddresses: { constraint: 'compute.vmExternalIpAccess', kind: 'list' },
} as const;

export interface GovernanceOptions {
  readonly labels: Tags;
  /** Key of the home region, for the logs. */
  readonly logKey: EncryptionKey;
}

/** Singletons of a project, made only by the topology that owns it: what is allowed, seen, spent and asked for. */
export function projectGovernance(scope: Construct, context: StackContext, view: AccountView, options: GovernanceOptions): void {
  const { topology } = context;
  const { project } = view.account;
  if (isOnVertex(view)) new VertexCacheConfig(scope, 'Cache', { project });
  limits(scope, topology, view);
  if (topology.existing.perimeters[view.alias] === undefined) perimeter(scope, topology, view);
  audit(scope, topology, view, options.logKey);
  projectBudgets(scope, topology, view, options.labels);
  servingQuotas(scope, context, view);
  fleetQuotas(scope, context, view);
}

/** Where anything may be, which models may be called, and what is never allowed. */
function limits(scope: Construct, topology: Topology, view: AccountView): void {
  const { project } = view.account;
  for (const [id, constraint, values] of [
    ['Locations', 'gcp.resourceLocations', allowedLocations(topology, view)],
    ['Models', 'vertexai.allowedModels', allowedModels(view)],
  ] as const) {
    // An empty list would not deny everything: the API refuses it.
    if (values.length > 0) new AllowedValuesPolicy(scope, id, { project, constraint, values });
  }
  for (const [id, { constraint, kind }] of Object.entries(enforced)) new EnforcedPolicy(scope, id, { project, constraint, kind });
}

function perimeter(scope: Construct, topology: Topology, view: AccountView): void {
  const { account, alias } = view;
  const fleets = hasFleets(view);
  new ServicePerimeter(scope, 'Perimeter', {
    organization: account.organization,
    projectNumber: account.number,
    name: `${topology.name}_${alias}`.replaceAll('-', '_'),
    title: `${topology.name} ${alias}`,
    services: {
      restricted: [...restrictedServices, ...(fleets ? restrictedByFleets : [])].map(api),
      accessible: [...accessibleServices, ...(fleets ? accessibleToFleets : [])].map(api),
    },
    dryRun: account.perimeter.mode === 'dry-run',
    deployers: account.perimeter.deployers,
  });
}

function audit(scope: Construct, topology: Topology, view: AccountView, logKey: EncryptionKey): void {
  const fleets = hasFleets(view);
  new AuditLogs(scope, 'Audit', {
    project: view.account.project,
    location: view.homeRegion,
    name: `${topology.name}-audit`,
    services: [...(isOnVertex(view) ? auditedServices : []), ...(fleets ? auditedForFleets : [])].map(api),
    moreLogs: fleets ? fleetLogs : [],
    key: logKey.usable,
  });
}

/** A budget of everything in a project, as much as its workloads may cost, and one of what they share. */
export function projectBudgets(scope: Construct, topology: Topology, { account, alias, workloads }: AccountView, labels: Tags): void {
  // A workload that overflows elsewhere counts in full: the alert errs to the late side, never to a false alarm.
  const usdPerMonth = workloads.reduce((sum, [, workload]) => sum + (workload.budget?.usdPerMonth ?? 0), 0);
  const shared = sharedBudgetOf(topology, 'google', alias);
  const displayName = `${topology.name} ${alias}`;
  const budgets: Record<string, WatchedSpend> = {
    ...(usdPerMonth > 0 && { Budget: { displayName, usdPerMonth } }),
    ...(shared !== undefined && { Shared: { displayName: `${displayName} ${sharedTag}`, usdPerMonth: shared, workload: sharedTag } }),
  };
  if (Object.keys(budgets).length === 0) return;
  new ProjectBudget(scope, 'Budget', {
    project: account.project,
    projectNumber: account.number,
    billingAccount: account.billingAccount,
    budgets,
    notify: topology.finance.notify,
    labels,
  });
}

function api(name: string): string {
  return `${name}.googleapis.com`;
}
