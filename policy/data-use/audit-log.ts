import { blocks, type Resource, type SynthesizedStack, strings } from '../../evidence/synthesized/stack.js';
import { defaultLogRetentionDays } from '../../facts/google.js';
import { cloudOf } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/audit-log',
  severity: 'error',
  title: 'Who called which model, index and key is recorded without exception, and kept for a year in the region.',
  why: 'Data access logs are off by default on Google, and resource logs on Azure. A principal that is exempted from them, or that deletes the sink that carries them, reads prompts and documents unseen; entries that stay in the default bucket of a Google project are in no region at all. What single requests said is never part of it.',
  fix: 'Restore the audit configuration that the stacks make: all three log types and no exempted member on Google, the audit category on Azure, and the log that keeps them.',
  source: 'Cloud Audit Logs, data access; Cloud Logging, routing; Azure Monitor, diagnostic settings',

  *terraform(stacks, { topology }) {
    yield* googleAuditGaps(stacks, topology);
    yield* azureAuditGaps(stacks);
  },
};

/** Days that audit entries must stay at least: a yearly review sees all of them. */
const auditRetentionDays = 365;

const logTypes = ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE'];
const dataAccess = 'cloudaudit.googleapis.com/data_access';

/** What is missing from the audit logs of each Google project that the topology owns and serves models from. */
function* googleAuditGaps(stacks: readonly SynthesizedStack[], topology: Topology): Iterable<Violation> {
  const resources = stacks.filter(({ cloud }) => cloud === 'google').flatMap((stack) => stack.resources);
  for (const [alias, { owns, project }] of sortedEntries(topology.accounts.google)) {
    const services = auditedServices(topology, alias);
    // Singletons of a project that another topology owns are judged there.
    if (!owns || services.length === 0) continue;
    const own = (type: string) => resources.filter((resource) => resource.type === type && resource.properties['project'] === project);
    const gaps = [
      ...services.flatMap((service) => configurationGaps(service, own('google_project_iam_audit_config'))),
      ...routingGaps(own('google_logging_project_sink'), own('google_logging_project_bucket_config'), own('google_logging_project_exclusion')),
    ];
    for (const { resource, problem } of gaps) {
      yield { path: pathOf('accounts', 'google', alias), ...(resource && { resource }), message: `In ${project} ${problem}.` };
    }
  }
}

interface Gap {
  readonly resource?: Resource;
  readonly problem: string;
}

/** APIs through which hosts of an account are asked or searched, or get what they serve from. */
function auditedServices(topology: Topology, alias: string): string[] {
  const hosts = Object.values(topology.hosts).filter((host) => cloudOf(host) === 'google' && host.account === alias);
  const uses = hosts.map((host) => traitsOf(host).google(topology, host)).filter((use) => use !== 'none');
  const onVertex = uses.some(({ answers }) => answers === 'vertex');
  const searches = uses.some(({ search }) => search !== 'none');
  const fleets = uses.some(({ answers }) => answers === 'nodes');
  return [
    ...(onVertex ? ['aiplatform'] : []),
    ...(searches ? ['discoveryengine'] : []),
    // A fleet is asked over its own front. What is recorded is who read weights, its API key and the keys to them.
    ...(fleets ? ['cloudkms', 'secretmanager', 'storage'] : []),
  ].map((name) => `${name}.googleapis.com`);
}

/** Google joins the configurations of a service and of `allServices`: log types add up, and so do exemptions. */
function configurationGaps(service: string, configs: readonly Resource[]): Gap[] {
  const applying = configs.filter(({ properties }) => [service, 'allServices'].includes(String(properties['service'])));
  const entries = applying.flatMap((resource) => blocks(resource.properties['audit_log_config']).map((entry) => ({ resource, entry })));
  const missing = logTypes.filter((type) => !entries.some(({ entry }) => entry['log_type'] === type));
  const [resource] = applying;
  return [
    ...(missing.length > 0 ? [{ ...(resource && { resource }), problem: `${service} does not log ${missing.join(', ')}` }] : []),
    ...entries.flatMap(({ resource: config, entry }) =>
      [...strings(entry['exempted_members'])].map(([, member]) => ({ resource: config, problem: `${entry['log_type']} of ${service} leaves out ${member}` })),
    ),
  ];
}

/** Entries of data access must reach a bucket of a region, and stay out of `_Default`, whose location is `global`. */
function* routingGaps(sinks: readonly Resource[], buckets: readonly Resource[], exclusions: readonly Resource[]): Iterable<Gap> {
  const catches = ({ properties }: Resource) => String(properties['filter']).includes(dataAccess) && String(properties['disabled'] ?? 'false') === 'false';
  const sink = sinks.find((candidate) => catches(candidate) && blocks(candidate.properties['exclusions']).length === 0);
  const bucket = sink && buckets.find(({ id }) => String(sink.properties['destination']).includes(`\${${id}.id}`));
  if (sink === undefined) yield { problem: 'no sink takes all data access entries' };
  else if (bucket === undefined) yield { resource: sink, problem: `${sink.id} leads to no bucket of the topology` };
  if (bucket !== undefined && Number(bucket.properties['retention_days'] ?? 0) < auditRetentionDays) {
    yield {
      resource: bucket,
      problem: `entries stay ${bucket.properties['retention_days'] ?? defaultLogRetentionDays()} days. Allowed: ${auditRetentionDays} or more`,
    };
  }
  if (!exclusions.some(catches)) yield { problem: `data access entries also stay in _Default, whose location is global` };
}

/** Resources that are asked or unlocked, and the log category that says by whom. Others hold single requests. */
const categories: Readonly<Record<string, string>> = { azurerm_cognitive_account: 'Audit', azurerm_key_vault: 'AuditEvent' };

/** What is missing from the audit logs of Foundry accounts and of the vaults that hold their keys. */
function* azureAuditGaps(stacks: readonly SynthesizedStack[]): Iterable<Violation> {
  for (const { resources } of stacks.filter(({ cloud }) => cloud === 'azure')) {
    for (const resource of resources) {
      const category = categories[resource.type];
      if (category === undefined) continue;
      const setting = resources.find((candidate) => records(candidate, resource, category));
      if (setting === undefined) {
        yield { path: resource.origin, resource, message: `Nothing records the category ${category} of ${resource.id} in a Log Analytics workspace.` };
        continue;
      }
      const workspace = resources.find(({ id }) => setting.properties['log_analytics_workspace_id'] === `\${${id}.id}`);
      const days = Number(workspace?.properties['retention_in_days'] ?? 0);
      if (workspace !== undefined && days < auditRetentionDays) {
        yield {
          path: resource.origin,
          resource: workspace,
          message: `Audit entries of ${resource.id} stay ${days || 30} days. Allowed: ${auditRetentionDays} or more.`,
        };
      }
    }
  }
}

function records({ type, properties }: Resource, target: Resource, category: string): boolean {
  return (
    type === 'azurerm_monitor_diagnostic_setting' &&
    properties['target_resource_id'] === `\${${target.id}.id}` &&
    properties['log_analytics_workspace_id'] !== undefined &&
    blocks(properties['enabled_log']).some((log) => log['category'] === category || log['category_group'] === 'audit')
  );
}
