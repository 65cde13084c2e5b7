import { describe, expect, it } from 'vitest';
import { loadTopology } from '../../../topology/load.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { stack } from '../../support/google-stacks.js';

const role = 'arn:aws:sts::777788889999:assumed-role/llama-platform-retail-product-text';
const foundation = (change: (topology: Topology) => void = () => {}) => {
  const { topology } = loadTopology('examples/us-maas.yaml');
  change(topology);
  return stack('retail-models-google-foundation-models', topology);
};

describe('a managed model', () => {
  it('is an API to switch on, buy, call and allow, and nothing else', () => {
    const module = foundation();
    const services = module.all('google_project_service').map((service) => service['service']);
    expect(services).toEqual(expect.arrayContaining(['aiplatform.googleapis.com', 'cloudcommerceconsumerprocurement.googleapis.com']));
    expect(module.one('google_project_iam_custom_role')['permissions']).toEqual(['aiplatform.endpoints.predict']);
    const policies = Object.fromEntries(
      module.all('google_org_policy_policy').map((policy) => [policy['name'].split('/').at(-1), policy['spec'].rules[0].values]),
    );
    expect(policies['vertexai.allowedModels']).toEqual({ allowed_values: ['publishers/meta/models/llama-4-scout-17b-16e-instruct-maas:predict'] });
    expect(module.types().filter((type) => type.startsWith('google_vertex_ai') && type !== 'google_vertex_ai_cache_config')).toEqual([]);
  });
});

describe('identity federation by a signed request', () => {
  it('needs no issuer, admits exactly the role, and drops the session name', () => {
    const module = foundation();
    const provider = module.one('google_iam_workload_identity_pool_provider');
    expect(provider['aws']).toEqual({ account_id: '777788889999' });
    expect(provider['oidc']).toBeUndefined();
    expect(provider['attribute_condition']).toBe(`attribute.aws_role in ['${role}']`);
    expect(provider['attribute_mapping']['google.subject']).not.toBe('assertion.arn');
    expect(module.one('google_service_account_iam_member')['member']).toMatch(new RegExp(`/subject/${role}$`));
    expect(module.output('audience-product-text')).toMatch(/^\/\/iam\.googleapis\.com\/projects\/987654321098\//);
  });
});

describe('a perimeter', () => {
  const perimeter = 'google_access_context_manager_service_perimeter';

  it('that is enforced lets in who deploys, and nobody else', () => {
    const { status, spec, use_explicit_dry_run_spec } = foundation().one(perimeter);
    expect(spec).toBeUndefined();
    expect(use_explicit_dry_run_spec).toBe(false);
    expect(status.ingress_policies.map((policy: { ingress_from: object }) => policy.ingress_from)).toEqual([
      { identities: ['serviceAccount:deploy@retail-automation.iam.gserviceaccount.com'], sources: [{ access_level: '*' }] },
    ]);
  });

  it('begins in dry run', () => {
    const { status, spec, use_explicit_dry_run_spec } = foundation((topology) => {
      Object.assign(topology.accounts.google['models'] ?? {}, { perimeter: { mode: 'dry-run', deployers: [] } });
    }).one(perimeter);
    expect(status).toBeUndefined();
    expect(use_explicit_dry_run_spec).toBe(true);
    expect(spec.ingress_policies).toBeUndefined();
  });
});
