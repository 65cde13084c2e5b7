import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/residency/org-boundary.js';
import type { Json } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

/** Messages after an edit of the policy of one constraint, or of all of the project's policies by construct id. */
function after(constraint: string, change: (policy: Json, policies: Record<string, Json>, id: string) => void): string[] {
  const found = findingsAfter(rule, 'google-foundation-search', (document) => {
    const policies = document.resource.google_org_policy_policy;
    const id = Object.keys(policies).find((key) => policies[key].name.endsWith(`/policies/${constraint}`)) ?? '';
    change(policies[id], policies, id);
  });
  return found.map(({ path, message }) => `${path}: ${message}`);
}
const values = (policy: Json): string[] => policy.spec.rules[0].values.allowed_values;
const locations = 'gcp.resourceLocations';
const models = 'vertexai.allowedModels';

describe('residency/org-boundary on Google', () => {
  it('accepts regions and multi-regions in use, for endpoints and for managed models', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [], 'examples/us-maas.yaml')).toEqual([]);
    expect(findings(rule, [['      location: eu', '      location: global']])).toEqual([]);
  });

  it.each<[string, string, (policy: Json, policies: Json, id: string) => void, string]>([
    ['a continent where one region is used', locations, (policy) => values(policy).push('in:europe-locations'), 'location in:europe-locations, which no host'],
    ['a location too few', locations, (policy) => values(policy).splice(values(policy).indexOf('eu'), 1), 'stops location eu, which hosts use'],
    ['the multi-region of the key too few', locations, (policy) => values(policy).splice(values(policy).indexOf('europe'), 1), 'stops location europe'],
    [
      'a model too many',
      models,
      (policy) => values(policy).push('publishers/google/models/gemini:predict'),
      'model publishers/google/models/gemini:predict, which',
    ],
    [
      'a model too few',
      models,
      (policy) => (policy.spec.rules[0].values.allowed_values = ['publishers/meta/models/llama4:deploy']),
      'stops model publishers/meta/models/llama3-3:deploy',
    ],
    ['a denial of what is used', models, (policy) => (policy.spec.rules[0].values.denied_values = values(policy)), 'stops model publishers'],
    ['no policy of locations', locations, (_, policies, id) => delete policies[id], 'limits no location'],
    ['no policy of models', models, (_, policies, id) => delete policies[id], 'limits no model'],
    ['everything', locations, (policy) => (policy.spec.rules = [{ allow_all: 'TRUE' }]), 'allows everything'],
    ['everything beside the list', locations, (policy) => policy.spec.rules.push({ allow_all: 'TRUE' }), 'allows everything'],
    ['what the organization allows besides', models, (policy) => (policy.spec.inherit_from_parent = true), 'adds what is allowed above'],
    ['the default', locations, (policy) => (policy.spec = { reset: true }), 'falls back'],
    ['a condition', models, (policy) => (policy.spec.rules[0].condition = { expression: "resource.matchTag('1/env', 'prod')" }), 'under a condition'],
    ['a dry run alone', locations, (policy) => Object.assign(policy, { dry_run_spec: policy.spec, spec: undefined }), 'limits no location'],
    ['keys of service accounts', 'iam.disableServiceAccountKeyCreation', (policy) => (policy.spec.rules[0].enforce = 'FALSE'), 'does not enforce iam.disable'],
    ['brought keys', 'iam.disableServiceAccountKeyUpload', (_, policies, id) => delete policies[id], 'does not enforce iam.disableServiceAccountKeyUpload'],
    ['public addresses', 'compute.vmExternalIpAccess', (policy) => (policy.spec.rules = [{ values: { allowed_values: ['a'] } }]), 'compute.vmExternalIpAccess'],
    [
      'public addresses, as a trial',
      'compute.vmExternalIpAccess',
      (policy) => Object.assign(policy, { dry_run_spec: policy.spec, spec: undefined }),
      'compute.vmExternalIpAccess',
    ],
  ])('refuses %s', (_, constraint, change, message) => {
    expect(after(constraint, change)).toContainEqual(expect.stringMatching(new RegExp(`^accounts.google.search: .*${message.replaceAll(/[.()]/g, '\\$&')}`)));
  });

  it('refuses a policy on others', () => {
    expect(after(locations, (policy) => (policy.parent = 'organizations/210987654321'))).toContainEqual(
      expect.stringContaining('is put on organizations/210987654321'),
    );
  });

  it('counts where resources stand, whatever the topology says', () => {
    const loaded = topologyWith();
    const moved = mutated(evidenceOf(loaded), 'google-vertex-grounding', (document) => {
      for (const endpoint of Object.values<Json>(document.resource.google_vertex_ai_endpoint_with_model_garden_deployment)) endpoint.location = 'us-central1';
    });
    expect(judge([rule], loaded, asOf, moved)).toMatchObject([{ message: expect.stringContaining('stops location in:us-central1-locations') }]);
  });

  it('leaves a project of another topology alone', () => {
    const loaded = topologyWith([['      billingAccount: 000000-000000-000000\n      owns: true', '      billingAccount: 000000-000000-000000']]);
    expect(judge([rule], loaded, asOf, evidenceOf(loaded))).toEqual([]);
  });
});
