import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../policy/rules.js';
import { synthesizeTerraform } from '../../synthesis/terraform.js';
import type { Json, Written } from '../support/documents.js';
import { findingsAfter } from '../support/findings.js';
import { topologyWith } from '../support/topologies.js';
import { run } from './run.js';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'mutations-'));
  const loaded = topologyWith();
  writeFileSync(join(directory, 'topology.yaml'), loaded.source.text);
  synthesizeTerraform(loaded, join(directory, 'good'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const [foundation, search, vertex] = ['google-foundation-search', 'google-search-grounding', 'google-vertex-grounding'];
const only = (document: Written, type: string): Json => Object.values(document.resource[type])[0];
const policyOf = (document: Written, constraint: string): Json =>
  Object.values<Json>(document.resource.google_org_policy_policy).find(({ name }) => name.endsWith(`/${constraint}`));
const locationsOf = (document: Written): string[] => policyOf(document, 'gcp.resourceLocations').spec.rules[0].values.allowed_values;
const share = (grants: Json) => {
  const [grant] = Object.values<Json>(grants);
  grants.added = { ...grant, member: grant.member.replace('acme-grounded', 'acme-variable') };
};
const deployment = 'google_vertex_ai_endpoint_with_model_garden_deployment';

/** Rules that a hand edit of one module breaks, as `check --from-output` prints them. */
function broken(stack: string, change: (document: Written) => void): string[] {
  const target = join(directory, 'edited');
  rmSync(target, { recursive: true, force: true });
  cpSync(join(directory, 'good'), target, { recursive: true });
  const name = readdirSync(join(target, 'stacks')).find((candidate) => candidate.endsWith(stack));
  const file = join(target, 'stacks', name ?? '', 'cdk.tf.json');
  const document = JSON.parse(readFileSync(file, 'utf8'));
  change(document);
  writeFileSync(file, JSON.stringify(document));
  const { stdout } = run('blueprint', ['check', '--from-output', target, '--no-resynth', '--format', 'json'], directory);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string }[] };
  return [...new Set(findings.filter(({ severity }) => severity !== 'warning').map(({ rule }) => rule))].sort();
}

/** Whether a rule finds a hand edit of one module: the same as `broken`, without a process, for one rule. */
function breaks(id: string, stack: string, change: (document: Written) => void): boolean {
  const rule = rules.find((one) => one.id === id) ?? expect.fail(`no rule ${id}`);
  return findingsAfter(rule, stack, change).some(({ severity }) => severity !== 'warning');
}

describe('check --from-output on Google modules', () => {
  it('finds nothing where nothing was edited', () => expect(broken(vertex, () => {})).toEqual([]));

  it('finds what was edited by hand, in one module or another', () => {
    expect(broken(vertex, (d) => (only(d, deployment).location = 'us-central1'))).toContain('residency/host-region');
    expect(broken(foundation, (d) => (d.resource.google_service_account_key = { added: {} }))).toContain('identity/no-static-keys');
  });
});

describe('a hand edit of a Google module', () => {
  it.each<[string, string, (document: Written) => void, string]>([
    ['an endpoint in another country', vertex, (d) => (only(d, deployment).location = 'us-central1'), 'residency/host-region'],
    ['a global data store', search, (d) => (only(d, 'google_discovery_engine_data_store').location = 'global'), 'residency/search-location'],
    ['a global engine', search, (d) => (only(d, 'google_discovery_engine_search_engine').location = 'global'), 'residency/search-location'],
    ['documents in another jurisdiction', search, (d) => (only(d, 'google_storage_bucket').location = 'US'), 'residency/backup-and-log-region'],
    [
      'audit logs in another country',
      foundation,
      (d) => (only(d, 'google_logging_project_bucket_config').location = 'us-central1'),
      'residency/backup-and-log-region',
    ],
    [
      'a request log',
      vertex,
      (d) => (only(d, deployment).predict_request_response_logging_config = { enabled: true, sampling_rate: 1 }),
      'data-use/request-logging',
    ],
    ['logged screenings', vertex, (d) => (only(d, 'google_model_armor_template').template_metadata.log_sanitize_operations = true), 'data-use/request-logging'],
    ['a cache', foundation, (d) => (only(d, 'google_vertex_ai_cache_config').disable_cache = false), 'data-use/caching'],
    ['no attribute condition', foundation, (d) => delete only(d, 'google_iam_workload_identity_pool_provider').attribute_condition, 'identity/federated-role'],
    ['a public endpoint', vertex, (d) => (only(d, deployment).endpoint_config = { dedicated_endpoint_enabled: true }), 'network/private-only'],
    ['an endpoint that a plan may replace', vertex, (d) => delete only(d, deployment).lifecycle, 'state/deletion-protection'],
    ['no key', search, (d) => delete only(d, 'google_storage_bucket').encryption, 'encryption/at-rest'],
    ['another model', vertex, (d) => (only(d, deployment).publisher_model_name = 'publishers/meta/models/llama3-2@x'), 'lifecycle/offered'],
    ['another provider', vertex, (d) => (d.terraform.required_providers.google.version = '>= 7.0'), 'supply-chain/provider-pinned'],
    ['no way to Model Armor', foundation, (d) => delete d.resource.google_network_connectivity_regional_endpoint, 'network/reachable'],
    ['no way to Google APIs', foundation, (d) => delete d.resource.google_compute_global_forwarding_rule, 'network/reachable'],
    ['an open perimeter', foundation, (d) => (only(d, 'google_access_context_manager_service_perimeter').spec.restricted_services = []), 'network/perimeter'],
    [
      'analytics of what is searched for',
      search,
      (d) => (only(d, 'google_discovery_engine_search_engine').disable_analytics = false),
      'data-use/request-logging',
    ],
    ['a wider choice of locations', foundation, (d) => locationsOf(d).push('in:europe-locations'), 'residency/org-boundary'],
    [
      'keys for service accounts',
      foundation,
      (d) => (policyOf(d, 'iam.disableServiceAccountKeyCreation').spec.rules[0].enforce = 'FALSE'),
      'residency/org-boundary',
    ],
    [
      'an unwatched reader',
      foundation,
      (d) => (only(d, 'google_project_iam_audit_config').audit_log_config[1].exempted_members = ['user:x@y']),
      'data-use/audit-log',
    ],
    ['a second caller of an identity', foundation, (d) => share(d.resource.google_service_account_iam_member), 'identity/federated-role'],
    ['a predefined role', foundation, (d) => (only(d, 'google_project_iam_member').role = 'roles/aiplatform.user'), 'identity/workload-role'],
    ['the right to everything', foundation, (d) => (only(d, 'google_project_iam_member').role = 'roles/owner'), 'identity/least-privilege'],
    ['a key', foundation, (d) => (d.resource.google_service_account_key = { added: {} }), 'identity/no-static-keys'],
  ])('is noticed: %s', (_, stack, change, rule) => {
    expect(breaks(rule, stack, () => {})).toBe(false);
    expect(breaks(rule, stack, change)).toBe(true);
  });
});
