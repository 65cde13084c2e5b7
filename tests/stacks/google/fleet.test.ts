import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isHost } from '../../../hosts/schemas.js';
import type { GoogleFleetHost } from '../../../hosts/self-hosted-google/schema.js';
import { loadTopology } from '../../../topology/load.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { Json } from '../../support/documents.js';
import { synth } from '../../support/google-stacks.js';

const example = loadTopology('examples/eu-gce.yaml').topology;

function fleetOf(topology: Topology): GoogleFleetHost {
  const host = topology.hosts['eu-gce'];
  if (!isHost(host, 'self-hosted-google')) throw new Error('the example has no fleet on Google');
  return host;
}

function modules(change: (topology: Topology, host: GoogleFleetHost) => void = () => {}) {
  const topology = structuredClone(example);
  change(topology, fleetOf(topology));
  const made = synth(topology);
  const named = (name: string) => {
    const found = made[`eu-gce-gpu-${name}`];
    if (found === undefined) throw new Error(`no ${name} among ${Object.keys(made).join(', ')}`);
    return found;
  };
  return { made, foundation: named('google-foundation-gpu'), fleet: named('google-fleet-eu-gce'), capacity: named('google-capacity-eu-gce') };
}

describe('a fleet on Google', () => {
  it('is four modules, and the foundation holds nothing of Vertex AI', () => {
    const { made, foundation } = modules();
    expect(Object.keys(made)).toEqual(['capacity-eu-gce', 'fleet-eu-gce', 'foundation-gpu', 'weights-europe-west4'].map((name) => `eu-gce-gpu-google-${name}`));
    const services = foundation.all('google_project_service').map((service) => service['service']);
    expect(services).toEqual(expect.arrayContaining(['artifactregistry.googleapis.com', 'compute.googleapis.com', 'secretmanager.googleapis.com']));
    expect(services.filter((service) => /aiplatform|discoveryengine/.test(service))).toEqual([]);
    expect(foundation.types().filter((type) => /vertex|custom_role/.test(type))).toEqual([]);
    expect(foundation.one('google_cloud_quotas_quota_preference')).toMatchObject({
      quota_id: 'GPUS-PER-GPU-FAMILY-per-project-region',
      dimensions: { region: 'europe-west4', gpu_family: 'NVIDIA_H100' },
      quota_config: { preferred_value: '24' },
    });
  });

  it('takes missing data for missing nodes, and tells every address of each alarm', () => {
    const alerts = modules().fleet.all('google_monitoring_alert_policy') as Json[];
    const silence = alerts.map(({ conditions: [{ display_name, condition_threshold }] }) => [display_name, condition_threshold.evaluation_missing_data]);
    expect(silence.sort()).toEqual([
      ['engine-hung', undefined],
      ['engines-unwatched', 'EVALUATION_MISSING_DATA_ACTIVE'],
      ['errors-at-front', undefined],
      ['first-token-late', undefined],
      ['gpu-fault', undefined],
      ['gpu-memory', undefined],
      ['gpu-row-remap', undefined],
      ['gpu-xid', undefined],
      ['gpus-silent', 'EVALUATION_MISSING_DATA_ACTIVE'],
      ['kv-cache', undefined],
      ['nodes-missing', 'EVALUATION_MISSING_DATA_ACTIVE'],
      ['queue', undefined],
      ['servers-missing', 'EVALUATION_MISSING_DATA_ACTIVE'],
      ['servers-silent', 'EVALUATION_MISSING_DATA_ACTIVE'],
      ['weights-refused', undefined],
    ]);
    for (const { notification_channels } of alerts) expect(notification_channels).toHaveLength(example.finance.notify.length);
  });

  it('measures what its images can: nothing without a collector, no GPU without an exporter', () => {
    const measures = (images: GoogleFleetHost['images']) => {
      const { fleet } = modules((_, host) => void (host.images = images));
      const userData: string = fleet.all('google_compute_region_instance_template')[0]?.['metadata']['user-data'];
      const units = [...userData.matchAll(/system\/(metrics|dcgm)\.service/g)].map(([, unit]) => unit);
      return [fleet.all('google_monitoring_metric_descriptor').length, units.sort(), userData.includes('localhost:9400')];
    };
    const { metrics } = fleetOf(example).images;
    expect(measures({})).toEqual([0, [], false]);
    expect(measures({ metrics })).toEqual([4, ['metrics'], false]);
    expect(measures(fleetOf(example).images)).toEqual([8, ['dcgm', 'metrics'], true]);
  });

  it('alarms in the terms of a node, whose replicas have one server', () => {
    const { fleet } = modules();
    const conditionOf = (name: string) =>
      (fleet.all('google_monitoring_alert_policy') as Json[]).find(({ conditions: [{ display_name }] }) => display_name === name)?.conditions[0]
        .condition_threshold;
    // Four replicas to a node, 64 places behind each, half of them; the strictest objective is 2000 ms.
    expect(conditionOf('queue').threshold_value).toBe(128);
    expect(conditionOf('first-token-late').threshold_value).toBe(2);
    // A node reports one series: those of nodes whose server never answers are not among them.
    expect(conditionOf('servers-missing')).toMatchObject({
      comparison: 'COMPARISON_LT',
      threshold_value: fleetOf(example).nodes.count,
      duration: '5400s',
      aggregations: [{ per_series_aligner: 'ALIGN_MEAN', cross_series_reducer: 'REDUCE_COUNT' }],
    });
    expect(conditionOf('gpu-xid').aggregations[0].group_by_fields).toEqual(['resource.label.instance_id']);
  });

  it('fills its reservations in order, each with a group of its own zone, and leaves out what stays empty', () => {
    const groups = (count: number) =>
      modules((_, host) => void (host.nodes.count = count))
        .fleet.all('google_compute_instance_group_manager')
        .map(({ zone, target_size: size }) => [zone, size]);
    expect(groups(3)).toEqual([
      ['europe-west4-b', 2],
      ['europe-west4-c', 1],
    ]);
    expect(groups(2)).toEqual([['europe-west4-b', 2]]);
  });

  it('waits for what is missing: a reservation reads no fleet, and a fleet reads no other state', () => {
    const { made } = modules();
    for (const module of Object.values(made)) expect(JSON.stringify(module.json['data'] ?? {})).not.toContain('terraform_remote_state');
  });

  it('gives proxies the last quarter of the network, and admits them and the probes alone', () => {
    const { foundation, fleet } = modules();
    const proxies = foundation.all('google_compute_subnetwork').find(({ purpose }) => purpose === 'REGIONAL_MANAGED_PROXY');
    expect(proxies).toMatchObject({ ip_cidr_range: '10.84.12.0/22', role: 'ACTIVE' });
    const firewall = fleet.one('google_compute_firewall');
    expect(firewall['source_ranges']).toEqual(['10.84.12.0/22', '130.211.0.0/22', '35.191.0.0/16']);
    expect(firewall['target_service_accounts']).toHaveLength(1);
  });

  const inNetworkOf = (project: string) =>
    modules((topology) => {
      topology.existing.networks['gpu'] = {
        id: `projects/${project}/global/networks/shared`,
        subnets: [`projects/${project}/regions/europe-west4/subnetworks/gpu`],
      };
    });

  it('in an existing network of its project makes no subnet, and admits proxies from anywhere in it', () => {
    const { foundation, fleet } = inNetworkOf('acme-llama-gpu');
    expect(foundation.all('google_compute_subnetwork')).toEqual([]);
    expect(fleet.one('google_compute_firewall')).toMatchObject({
      network: 'projects/acme-llama-gpu/global/networks/shared',
      source_ranges: ['10.84.0.0/20', '130.211.0.0/22', '35.191.0.0/16'],
    });
  });

  it('in a Shared VPC leaves the firewall to the host project', () => {
    const { fleet } = inNetworkOf('host');
    expect(fleet.all('google_compute_firewall')).toEqual([]);
    for (const template of fleet.all('google_compute_region_instance_template')) {
      expect(template['network_interface']).toMatchObject([{ subnetwork: 'projects/host/regions/europe-west4/subnetworks/gpu' }]);
    }
  });

  it('takes either kind of certificate', () => {
    const proxy = (certificate: string) =>
      modules((_, host) => void (host.endpoint.certificate = certificate)).fleet.one('google_compute_region_target_https_proxy');
    expect(proxy('projects/p/locations/europe-west4/certificates/c')['certificate_manager_certificates']).toEqual([
      '//certificatemanager.googleapis.com/projects/p/locations/europe-west4/certificates/c',
    ]);
    const classic = proxy('projects/p/regions/europe-west4/sslCertificates/c');
    expect(classic['ssl_certificates']).toEqual(['projects/p/regions/europe-west4/sslCertificates/c']);
    expect(classic['certificate_manager_certificates']).toBeUndefined();
  });

  it('lets the gateways of its workloads read the API key, and no other', () => {
    const { fleet, foundation } = modules();
    const readers = fleet.all('google_secret_manager_secret_iam_member').map(({ member }) => member);
    const accounts = foundation.all('google_service_account').map(({ account_id: id }) => `serviceAccount:${id}@acme-llama-gpu.iam.gserviceaccount.com`);
    expect(accounts).toHaveLength(2);
    expect(readers).toEqual(expect.arrayContaining(accounts));
    expect(readers).toHaveLength(3);
  });

  it('writes user data that Terraform leaves alone', () => {
    const { fleet } = modules();
    const text: string = fleet.all('google_compute_region_instance_template')[0]?.['metadata']['user-data'];
    expect(text.match(/(?<![$%])[$%](?:[$%][$%])*\{/g)).toBeNull();
    const script = parse(text.replace(/([$%])\1\{/g, '$1{')).write_files[0].content;
    expect(script).toContain('local target="${storage}/models/$1"');
  });

  it('tells vLLM of its replicas, and of a single one nothing', () => {
    const server = (tensorParallel: 2 | 8) => {
      const { fleet } = modules((_, host) => void (host.serving.tensorParallel = tensorParallel));
      return fleet.all('google_compute_region_instance_template')[0]?.['metadata']['user-data'] as string;
    };
    expect(server(2)).toMatch(/--tensor-parallel-size=2 \\\n +--data-parallel-size=4 /);
    expect(server(2)).toContain('--max-num-queued-reqs=1280');
    expect(server(8)).toContain('--max-num-queued-reqs=320');
    expect(server(8)).not.toContain('--data-parallel-size');
  });
});

describe('the capacity of a fleet', () => {
  it('is reserved with what the machine type brings, and changes of that do not replace it', () => {
    const { capacity } = modules();
    const [first] = capacity.all('google_compute_reservation');
    const properties = first?.['specific_reservation'].instance_properties;
    expect(properties.guest_accelerators).toEqual([{ accelerator_type: 'nvidia-h100-80gb', accelerator_count: 8 }]);
    expect(properties.local_ssds).toHaveLength(16);
    expect(first?.['lifecycle'].ignore_changes).toHaveLength(2);
  });
});
