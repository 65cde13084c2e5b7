import { describe, expect, it } from 'vitest';
import { vertexOffer } from '../../../facts/google.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity } from '../../../topology/views.js';
import { grounding, referenceWith, stack } from '../../support/google-stacks.js';

const deployment = 'google_vertex_ai_endpoint_with_model_garden_deployment';
const vertex = (change?: (topology: Topology) => void) => stack('acme-search-google-vertex-grounding', referenceWith(change));

describe('VertexStack', () => {
  it('deploys the model that facts name, on the machine that the topology names, in its region', () => {
    const offer = vertexOffer({ release: 'llama-3.3-70b-instruct', machineType: 'a3-highgpu-4g' });
    const resource = vertex().one(deployment);
    expect(resource).toMatchObject({
      location: 'europe-west4',
      publisher_model_name: offer?.publisherModel,
      model_config: { accept_eula: true },
    });
    expect(resource['deploy_config'].dedicated_resources).toEqual({
      machine_spec: { machine_type: 'a3-highgpu-4g', accelerator_type: offer?.acceleratorType, accelerator_count: offer?.acceleratorCount },
      min_replica_count: 1,
      max_replica_count: 4,
      required_replica_count: 1,
      autoscaling_metric_specs: [{ metric_name: 'aiplatform.googleapis.com/prediction/online/accelerator/duty_cycle', target: 60 }],
    });
  });

  it('is reached through Private Service Connect and has no public host name', () => {
    const module = vertex();
    expect(module.one(deployment)['endpoint_config']).toEqual({
      endpoint_display_name: 'acme-grounding',
      private_service_connect_config: { enable_private_service_connect: true, project_allowlist: ['acme-llama-grounded'] },
    });
    expect(module.one('google_compute_forwarding_rule')).toMatchObject({
      target: expect.stringMatching(/\.endpoint_config\[0\]\.private_service_connect_config\[0\]\.service_attachment}$/),
      load_balancing_scheme: '',
      allow_psc_global_access: true,
      network: 'projects/acme-llama-grounded/global/networks/acme-grounding',
    });
    expect(module.one('google_compute_address')).toMatchObject({
      address_type: 'INTERNAL',
      subnetwork: 'projects/acme-llama-grounded/regions/europe-west4/subnetworks/acme-grounding-endpoints',
    });
  });

  it('gives the private endpoint the one-label name that its certificate is for', () => {
    const module = vertex();
    expect(module.output('endpointDns-blue')).toMatch(/\.endpoint}-europe-west4-123456789012\.prediction\.p\.vertexai\.goog$/);
    expect(module.one('google_dns_record_set')).toMatchObject({ name: `${module.output('endpointDns-blue')}.`, managed_zone: 'acme-grounding-vertex' });
    expect(module.output('endpointId-blue')).toMatch(/\.endpoint}$/);
    expect(module.output('pscAddress-blue')).toMatch(/google_compute_address\..*\.address}$/);
  });

  it('makes either a public endpoint or a private one, never both', () => {
    const module = vertex((topology) => {
      grounding(topology).endpoint = 'public-dedicated';
    });
    expect(module.types().filter((type) => type.startsWith('google_compute') || type.startsWith('google_dns'))).toEqual([]);
    expect(module.one(deployment)['endpoint_config']).toEqual({ endpoint_display_name: 'acme-grounding', dedicated_endpoint_enabled: true });
    expect(module.output('endpointDns-blue')).toMatch(/\.endpoint}\.europe-west4-123456789012\.prediction\.vertexai\.goog$/);
    expect(module.output('pscAddress-blue')).toBeUndefined();
  });

  it('never emits request logging, a token, or a field that the provider has dropped', () => {
    const written = JSON.stringify(
      vertex((topology) => {
        grounding(topology).requestLogging = true;
      }).json,
    );
    for (const field of ['request_response_logging', 'hugging_face', 'enable_secure_private_service_connect']) expect(written).not.toContain(field);
  });

  it('takes machines from a named reservation and from no other', () => {
    const reservation = 'projects/acme-llama-grounded/zones/europe-west4-b/reservations/llama';
    const module = vertex((topology) => {
      grounding(topology).reservation = reservation;
    });
    expect(module.one(deployment)['deploy_config'].dedicated_resources.machine_spec.reservation_affinity).toEqual({
      reservation_affinity_type: 'SPECIFIC_RESERVATION',
      key: 'compute.googleapis.com/reservation-name',
      values: [reservation],
    });
  });

  it('emits an unknown machine type, region and release as they were written', () => {
    const resource = vertex((topology) => {
      Object.assign(grounding(topology), { machineType: 'a9-unheard-8g', region: 'europe-nowhere1' });
      Object.assign(topology.models['llama70-bf16'] ?? {}, { release: 'llama-9-unheard' });
    }).one(deployment);
    expect(resource).toMatchObject({ location: 'europe-nowhere1', publisher_model_name: 'llama-9-unheard' });
    expect(resource['deploy_config'].dedicated_resources.machine_spec).toEqual({ machine_type: 'a9-unheard-8g' });
  });

  it('stands without a link', () => {
    const module = vertex((topology) => {
      delete grounding(topology).link;
    });
    expect(module.all(deployment)).toHaveLength(1);
  });

  it('connects from the project of the network where that is another', () => {
    const module = vertex((topology) => {
      topology.accounts.google['hub'] = { ...entity(topology.accounts.google, 'search'), project: 'acme-hub', number: '999999999999', owns: false };
      Object.assign(topology.networks['grounding'] ?? {}, { account: 'hub' });
    });
    expect(module.one(deployment)['endpoint_config'].private_service_connect_config.project_allowlist).toEqual(['acme-hub']);
    expect(module.one(deployment)['project']).toBe('acme-llama-grounded');
    for (const type of ['google_compute_address', 'google_compute_forwarding_rule', 'google_dns_record_set'])
      expect(module.one(type)['project']).toBe('acme-hub');
  });

  it('screens prompts in its own region, and logs none of them', () => {
    const module = vertex();
    expect(module.one('google_model_armor_template')).toMatchObject({
      location: 'europe-west4',
      template_metadata: { log_sanitize_operations: false, ignore_partial_invocation_failures: false },
    });
    expect(module.output('modelArmorHost')).toBe('modelarmor.europe-west4.rep.googleapis.com');
    expect(module.output('modelArmorTemplate')).toMatch(/google_model_armor_template\..*\.name}$/);
  });
});

describe('a deployment that replaces another', () => {
  const onBigger = (topology: Topology) => {
    grounding(topology).next = { machineType: 'a3-highgpu-8g', trafficPercent: 10 };
  };

  it('stands beside it in the other slot, with an address and outputs of its own', () => {
    const before = vertex();
    const during = vertex(onBigger);
    expect(during.json['resource'][deployment]).toMatchObject(before.json['resource'][deployment]);
    expect(during.all(deployment).map((resource) => resource['deploy_config'].dedicated_resources.machine_spec.machine_type)).toEqual(
      expect.arrayContaining(['a3-highgpu-4g', 'a3-highgpu-8g']),
    );
    expect(during.all('google_compute_forwarding_rule').map((rule) => rule['name'])).toEqual(
      expect.arrayContaining(['acme-grounding', 'acme-grounding-green']),
    );
    for (const name of ['endpointId', 'endpointDns', 'pscAddress']) {
      expect(during.output(`${name}-green`), name).toBeDefined();
      expect(during.output(`${name}-green`), name).not.toBe(during.output(`${name}-blue`));
    }
  });

  it('keeps its address when it takes over, and only then the first one goes', () => {
    const during = vertex(onBigger).json['resource'];
    const after = vertex((topology) => {
      Object.assign(grounding(topology), { slot: 'green', machineType: 'a3-highgpu-8g' });
    }).json['resource'];
    for (const type of [deployment, 'google_compute_forwarding_rule', 'google_compute_address', 'google_dns_record_set']) {
      expect(Object.keys(after[type]), type).toHaveLength(1);
      expect(during[type], type).toMatchObject(after[type]);
    }
  });

  it('cannot happen in place: a plan that replaces a deployment fails', () => {
    for (const resource of vertex(onBigger).all(deployment)) expect(resource['lifecycle']).toEqual({ prevent_destroy: true });
  });

  it('has quota for both, and both models allowed', () => {
    const module = stack('acme-search-google-foundation-search', referenceWith(onBigger));
    expect(module.one('google_cloud_quotas_quota_preference')['quota_config']).toEqual({ preferred_value: String(4 * 4 + 8 * 4) });
  });
});
