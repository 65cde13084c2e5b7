import { Allowed, any, type Form, optional } from '../../../evidence/expected/differences.js';
import { countDiffers, fieldsDiffer, ofType } from '../../../evidence/expected/resources.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';
import { localSsdGiB, machineType, nodeImageName } from '../../../facts/google.js';
import { entity } from '../../../topology/views.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import { nextNodeCounts, nodeCounts } from '../reservations.js';
import type { GoogleFleetHost } from '../schema.js';
import { frontProblems } from './front.js';
import { measureDomain, measureProblems } from './measures.js';
import { namesOf, versionsIn } from './versions.js';

/** How nodes and reservations differ from those that a fleet declares. Their number and zones are judged by capacity/block-window. */
export function* fleetProblems(judged: JudgedHost<GoogleFleetHost>): Iterable<Problem> {
  const { topology, id, host, stacks } = judged;
  const { project } = entity(topology.accounts.google, host.account);
  for (const reservation of ofType(stacks, 'google_compute_reservation')) yield* fieldsDiffer(reservation, { project, ...reservationFields(host) });
  const fleets = stacks.filter(({ name }) => name.includes('-google-fleet-'));
  const groups = nodeCounts(host).length + nextNodeCounts(host).length;
  for (const type of ['google_compute_instance_group_manager', 'google_compute_region_instance_template']) yield* countDiffers(fleets, type, groups);
  for (const template of ofType(fleets, 'google_compute_region_instance_template'))
    yield* fieldsDiffer(template, { project, ...templateFields(template, judged) });
  for (const group of ofType(fleets, 'google_compute_instance_group_manager')) yield* fieldsDiffer(group, { project, ...groupFields(group) });
  const measured = host.images.metrics === undefined ? [] : versionsIn(host);
  yield* measureProblems(
    fleets,
    project,
    measured.map((version) => measureDomain(topology, id, version)),
  );
  yield* frontProblems(judged, fleets);
}

function reservationFields({ nodes }: GoogleFleetHost): Readonly<Record<string, Form>> {
  const machine = machineType(nodes.instanceType);
  return {
    specific_reservation: {
      count: any,
      instance_properties: {
        machine_type: nodes.instanceType,
        ...(machine && { guest_accelerators: [{ accelerator_type: machine.accelerator, accelerator_count: machine.gpus }] }),
        ...(machine &&
          machine.localSsds > 0 && { local_ssds: Array.from({ length: machine.localSsds }, () => ({ interface: 'NVME', disk_size_gb: localSsdGiB() })) }),
      },
    },
    reservation_sharing_policy: { service_share_type: 'DISALLOW_ALL' },
    share_settings: none,
    delete_at_time: none,
    delete_after_duration: none,
  };
}

/** An argument that no stack emits. */
const none = optional({});

function templateFields({ stack }: Resource, judged: JudgedHost<GoogleFleetHost>): Readonly<Record<string, Form>> {
  const { nodes, nodeImage, region } = judged.host;
  const names = versionsIn(judged.host).flatMap((version) => namesOf(judged, version));
  const image = nodeImageName(nodeImage);
  return {
    region,
    name_prefix: new Allowed(names.map((name) => `${name}-`).join(', '), (text) => names.some((name) => text === `${name}-`)),
    machine_type: nodes.instanceType,
    guest_accelerator: none,
    metadata_startup_script: none,
    min_cpu_platform: none,
    disk: [
      {
        boot: true,
        auto_delete: true,
        disk_size_gb: 200,
        disk_type: 'pd-ssd',
        // An image that is no release is found in the topology, by supply-chain/ami-pinned; keys by encryption/at-rest.
        source_image: image === undefined ? any : new Allowed(image, (text) => text === image || text.endsWith(`/${image}`)),
        disk_encryption_key: any,
        labels: any,
      },
    ],
    scheduling: { automatic_restart: true, on_host_maintenance: 'TERMINATE', provisioning_model: 'STANDARD' },
    service_account: {
      email: new Allowed('a service account of the module', (text) =>
        stack.resources.some(({ id, type }) => type === 'google_service_account' && text === `\${${id}.email}`),
      ),
      scopes: ['https://www.googleapis.com/auth/cloud-platform'],
    },
  };
}

function groupFields({ properties, stack }: Resource): Readonly<Record<string, Form>> {
  const name = String(properties['name']);
  const templates = ofType([stack], 'google_compute_region_instance_template').filter((template) => template.properties['name_prefix'] === `${name}-`);
  const healing = ofType([stack], 'google_compute_region_health_check').filter((check) => String(check.properties['name']).endsWith('-healing'));
  return {
    version: [{ instance_template: new Allowed(`the template of ${name}`, (text) => templates.some(({ id }) => text === `\${${id}.self_link}`)) }],
    // An apply replaces no node: groups of other zones would not wait. A repair must not ask for a template that may be gone.
    update_policy: {
      type: 'OPPORTUNISTIC',
      minimal_action: 'REPLACE',
      most_disruptive_allowed_action: 'REPLACE',
      replacement_method: 'RECREATE',
      max_surge_fixed: 0,
      max_unavailable_fixed: 1,
    },
    instance_lifecycle_policy: { default_action_on_failure: 'REPAIR', force_update_on_repair: 'YES' },
    // Sooner, and a node that loads a large model is replaced while it does.
    auto_healing_policies: {
      initial_delay_sec: 3600,
      health_check: new Allowed("the check that is later than the balancer's", (text) => healing.some(({ id }) => text === `\${${id}.id}`)),
    },
    stateful_disk: none,
    stateful_internal_ip: none,
    stateful_external_ip: none,
    all_instances_config: none,
    standby_policy: none,
    target_suspended_size: none,
    target_stopped_size: none,
  };
}
