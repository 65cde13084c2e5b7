import { describe, expect, it } from 'vitest';
import type { Outputs } from '../../../topology/outputs.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { Json } from '../../support/documents.js';
import { grounding, referenceWith, stack } from '../../support/google-stacks.js';

const foundation = (change?: (topology: Topology) => void, outputs?: Outputs) => stack('acme-search-google-foundation-search', referenceWith(change), outputs);
const roleArn = 'arn:aws:iam::111122223333:role/llama-platform-acme-grounded';
const issuer = 'https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws';

describe('network', () => {
  it('has no way to the internet', () => {
    const module = foundation();
    expect(module.one('google_compute_network')).toMatchObject({ auto_create_subnetworks: false, delete_default_routes_on_create: true });
    expect(module.types().filter((type) => /route|nat/.test(type.replace('google_compute_global_forwarding_rule', '')))).toEqual([]);
    const egress = module.all('google_compute_firewall').filter((rule) => rule['direction'] === 'EGRESS');
    expect(egress).toContainEqual(expect.objectContaining({ deny: [{ protocol: 'all' }], destination_ranges: ['0.0.0.0/0'], priority: 65534 }));
    expect(egress.filter((rule) => rule['allow'] !== undefined).map((rule) => rule['destination_ranges'])).toEqual([['10.80.0.0/21', '10.80.8.1/32']]);
  });

  it('logs its flows and reaches Google by private addresses', () => {
    const subnet = foundation().one('google_compute_subnetwork');
    expect(subnet).toMatchObject({ private_ip_google_access: true, log_config: { flow_sampling: 1 }, ip_cidr_range: '10.80.0.0/21' });
    expect(subnet).not.toHaveProperty('enable_flow_logs');
  });

  it('sends googleapis.com to the endpoint that serves only APIs under VPC Service Controls', () => {
    const module = foundation();
    expect(module.one('google_compute_global_forwarding_rule')).toMatchObject({
      target: 'vpc-sc',
      name: expect.stringMatching(/^[a-z0-9]{1,20}$/),
      load_balancing_scheme: '',
    });
    expect(module.one('google_compute_global_address')).toMatchObject({ purpose: 'PRIVATE_SERVICE_CONNECT', address: '10.80.8.1' });
    expect(module.all('google_dns_record_set').map(({ name, type, rrdatas }) => [name, type, rrdatas])).toEqual([
      ['googleapis.com.', 'A', ['10.80.8.1']],
      ['*.googleapis.com.', 'CNAME', ['googleapis.com.']],
      // The wildcard would send it to the bundle, which does not serve regional hosts.
      ['modelarmor.europe-west4.rep.googleapis.com.', 'A', [expect.stringMatching(/google_compute_address\..*ModelArmor.*\.address}$/)]],
    ]);
    expect(module.all('google_dns_managed_zone').map((zone) => [zone['dns_name'], zone['visibility']])).toEqual([
      ['googleapis.com.', 'private'],
      ['prediction.p.vertexai.goog.', 'private'],
    ]);
  });

  it('adds to an existing network only the zone for endpoints', () => {
    const id = 'projects/acme-hub/global/networks/shared';
    const module = foundation((topology) => {
      topology.existing.networks['grounding'] = { id, subnets: ['projects/acme-hub/regions/europe-west4/subnetworks/endpoints'] };
    });
    expect(module.types().filter((type) => type.startsWith('google_compute_'))).toEqual([]);
    expect(module.one('google_dns_managed_zone')['private_visibility_config'].networks).toEqual([{ network_url: id }]);
  });
});

describe('identities', () => {
  it('lets in the exact role and only with a token for this provider', () => {
    const module = foundation();
    const provider = module.one('google_iam_workload_identity_pool_provider');
    const audience = 'https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-gateway/providers/aws-prod';
    expect(provider).toMatchObject({
      attribute_condition: `assertion.sub in ['${roleArn}']`,
      attribute_mapping: { 'google.subject': 'assertion.sub' },
      oidc: { issuer_uri: issuer, allowed_audiences: [audience] },
    });
    expect(audience).toContain(
      `/${module.one('google_iam_workload_identity_pool')['workload_identity_pool_id']}/providers/${provider['workload_identity_pool_provider_id']}`,
    );
    expect(module.output('audience-grounded')).toBe(audience);
    expect(module.one('google_service_account_iam_member')).toMatchObject({
      role: 'roles/iam.workloadIdentityUser',
      member: expect.stringMatching(new RegExp(`/subject/${roleArn}$`)),
    });
  });

  it('makes a service account per workload, with no key and the least permissions', () => {
    const module = foundation();
    expect(module.one('google_service_account')['account_id']).toBe('llama-acme-grounded');
    expect(module.output('serviceAccount-grounded')).toMatch(/\.email}$/);
    expect(module.types()).not.toContain('google_service_account_key');
    expect(module.one('google_project_iam_custom_role')['permissions']).toEqual([
      'aiplatform.endpoints.predict',
      'discoveryengine.groundingConfigs.check',
      'discoveryengine.servingConfigs.search',
      'modelarmor.templates.useToSanitizeModelResponse',
      'modelarmor.templates.useToSanitizeUserPrompt',
    ]);
    expect(module.one('google_project_iam_member')['role']).toMatch(/^\${google_project_iam_custom_role\./);
  });

  it('gives no permission to search or to screen where neither is done', () => {
    const module = foundation((topology) => {
      delete grounding(topology).search;
      delete grounding(topology).modelArmor;
    });
    expect(module.one('google_project_iam_custom_role')['permissions']).toEqual(['aiplatform.endpoints.predict']);
  });

  it('trusts no AWS account whose issuer is unknown, and takes the issuer from the outputs once it is', () => {
    const forget = (topology: Topology) => {
      delete topology.accounts.aws['prod']?.oidcIssuer;
    };
    expect(foundation(forget).types()).not.toContain('google_iam_workload_identity_pool_provider');
    const born = 'https://11111111-0000-4000-8000-000000000000.tokens.sts.global.api.aws';
    const module = foundation(forget, { issuers: { prod: born } });
    expect(module.one('google_iam_workload_identity_pool_provider')['oidc'].issuer_uri).toBe(born);
  });
});

describe('keys', () => {
  it('stand in the region of the endpoint and the multi-region of the search, and turn every 90 days', () => {
    const module = foundation();
    expect(
      module
        .all('google_kms_key_ring')
        .map((ring) => ring['location'])
        .sort(),
    ).toEqual(['europe', 'europe-west4']);
    for (const key of module.all('google_kms_crypto_key')) expect(key['rotation_period']).toBe(`${90 * 24 * 3600}s`);
  });

  it('are usable by the service agents and nobody else', () => {
    const grants = foundation().all('google_kms_crypto_key_iam_member');
    expect(new Set(grants.map((grant) => grant['role']))).toEqual(new Set(['roles/cloudkms.cryptoKeyEncrypterDecrypter']));
    expect(grants.map((grant) => grant['member']).sort()).toEqual([
      expect.stringMatching(/google_storage_project_service_account/),
      expect.stringMatching(/google_logging_project_cmek_settings/),
      'serviceAccount:service-123456789012@gcp-sa-aiplatform.iam.gserviceaccount.com',
      'serviceAccount:service-123456789012@gcp-sa-discoveryengine.iam.gserviceaccount.com',
    ]);
  });

  it('are registered with the search location before any data store', () => {
    const module = foundation();
    const config = module.one('google_discovery_engine_cmek_config');
    expect(config).toMatchObject({ location: 'eu', set_default: true, kms_key: expect.stringMatching(/search-europe_Key/) });
    expect(config['depends_on']).toContainEqual(expect.stringMatching(/^google_kms_crypto_key_iam_member\.Keys_search-europe_Search/));
  });

  it('are not registered where the location takes none', () => {
    const module = foundation((topology) => {
      Object.assign(grounding(topology).search ?? {}, { location: 'global' });
    });
    expect(module.types()).not.toContain('google_discovery_engine_cmek_config');
    expect(module.all('google_kms_key_ring').map((ring) => ring['location'])).toEqual(['europe-west4']);
  });

  it('gives way to an existing key, which is registered instead', () => {
    const existing = 'projects/acme-keys/locations/europe/keyRings/central/cryptoKeys/search';
    const module = foundation((topology) => {
      topology.existing.keys['grounding'] = existing;
    });
    expect(module.one('google_discovery_engine_cmek_config')['kms_key']).toBe(existing);
    expect(module.one('google_kms_crypto_key')['name']).toBe('regional');
  });
});

describe('governance', () => {
  const policy = (constraint: string, change?: (topology: Topology) => void) =>
    foundation(change)
      .all('google_org_policy_policy')
      .find((candidate) => candidate['name'].endsWith(`/policies/${constraint}`))?.['spec'];

  it('allows the locations and the models in use, and no more', () => {
    expect(policy('gcp.resourceLocations')).toEqual({
      inherit_from_parent: false,
      rules: [{ values: { allowed_values: ['eu', 'europe', 'in:europe-west4-locations'] } }],
    });
    expect(policy('vertexai.allowedModels')).toEqual({
      inherit_from_parent: false,
      rules: [{ values: { allowed_values: ['publishers/meta/models/llama3-3:deploy'] } }],
    });
  });

  it('names no multi-region of keys where search takes none, and no global location', () => {
    const spec = policy('gcp.resourceLocations', (topology) => {
      Object.assign(grounding(topology).search ?? {}, { location: 'global' });
    });
    expect(spec.rules[0].values.allowed_values).toEqual(['in:europe-west4-locations']);
  });

  it('forbids keys of service accounts and public addresses', () => {
    expect(policy('iam.disableServiceAccountKeyCreation')).toEqual({ rules: [{ enforce: 'TRUE' }] });
    expect(policy('compute.vmExternalIpAccess')).toEqual({ inherit_from_parent: false, rules: [{ deny_all: 'TRUE' }] });
  });

  it('draws a perimeter around the project in dry run', () => {
    const perimeter = foundation().one('google_access_context_manager_service_perimeter');
    expect(perimeter).toMatchObject({ use_explicit_dry_run_spec: true, spec: { resources: ['projects/123456789012'] } });
    expect(perimeter['spec'].restricted_services).toEqual(expect.arrayContaining(['aiplatform.googleapis.com', 'discoveryengine.googleapis.com']));
    expect(perimeter).not.toHaveProperty('status');
  });

  it('draws none where one exists', () => {
    const module = foundation((topology) => {
      topology.existing.perimeters['search'] = 'accessPolicies/1/servicePerimeters/everything';
    });
    expect(module.types().filter((type) => type.startsWith('google_access_context_manager'))).toEqual([]);
  });

  it('logs every access and keeps the logs in the region, out of the global bucket', () => {
    const module = foundation();
    expect(
      module.all('google_project_iam_audit_config').map(({ service, audit_log_config }) => [service, audit_log_config.map((config: Json) => config.log_type)]),
    ).toEqual(['aiplatform.googleapis.com', 'discoveryengine.googleapis.com'].map((service) => [service, ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE']]));
    expect(module.one('google_logging_project_bucket_config')).toMatchObject({
      location: 'europe-west4',
      cmek_settings: { kms_key_name: expect.stringMatching(/regional-europe-west4_Key/) },
    });
    expect(module.one('google_logging_project_exclusion')['filter']).toBe(module.one('google_logging_project_sink')['filter']);
  });

  it('warns at 50, 80 and 100 % and of the forecast, for the sum of the workloads', () => {
    const budget = foundation()
      .all('google_billing_budget')
      .find(({ display_name }) => display_name === 'acme search') as Json;
    expect(budget['amount']).toEqual({ specified_amount: { currency_code: 'USD', units: '110000' } });
    expect(budget['budget_filter']).toEqual({ projects: ['projects/123456789012'] });
    expect(budget['threshold_rules'].map((rule: Json) => [rule.threshold_percent, rule.spend_basis])).toEqual([
      [0.5, 'CURRENT_SPEND'],
      [0.8, 'CURRENT_SPEND'],
      [1, 'CURRENT_SPEND'],
      [1, 'FORECASTED_SPEND'],
    ]);
  });

  it('asks once per region for the accelerators of all hosts at their largest', () => {
    const module = foundation((topology) => {
      topology.hosts['second'] = { ...grounding(topology), replicas: { min: 1, max: 3 } };
    });
    expect(module.one('google_cloud_quotas_quota_preference')).toMatchObject({
      dimensions: { region: 'europe-west4' },
      quota_config: { preferred_value: String(4 * 4 + 4 * 3) },
    });
  });

  it('switches caching off', () => {
    expect(foundation().one('google_vertex_ai_cache_config')).toMatchObject({ project: 'acme-llama-grounded', disable_cache: true });
  });

  it('leaves singletons to the topology that owns the account', () => {
    const types = foundation((topology) => {
      Object.assign(topology.accounts.google['search'] ?? {}, { owns: false });
    }).types();
    for (const type of types) expect(type).not.toMatch(/org_policy|access_context|audit_config|budget|quota|cache_config|logging|kms|cmek/);
    expect(types).toContain('google_iam_workload_identity_pool_provider');
    expect(types).toContain('google_compute_network');
  });
});
