import { Allowed, any, type Form, optional } from '../../../evidence/expected/differences.js';
import { countDiffers, fieldsDiffer, ofType } from '../../../evidence/expected/resources.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import type { Resource, SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import { localSsdGiB, machineType, nodeImageName } from '../../../facts/google.js';
import { entity } from '../../../topology/views.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import { nodeCounts } from '../reservations.js';
import type { GoogleFleetHost } from '../schema.js';
import { measureDomain, measureProblems } from './measures.js';

/** How nodes and reservations differ from those that a fleet declares. Their number and zones are judged by capacity/block-window. */
export function* fleetProblems({ topology, id, host, stacks }: JudgedHost<GoogleFleetHost>): Iterable<Problem> {
  const { project } = entity(topology.accounts.google, host.account);
  for (const reservation of ofType(stacks, 'google_compute_reservation')) yield* fieldsDiffer(reservation, { project, ...reservationFields(host) });
  const fleets = stacks.filter(({ name }) => name.includes('-google-fleet-'));
  const groups = nodeCounts(host).length;
  for (const type of ['google_compute_instance_group_manager', 'google_compute_region_instance_template']) yield* countDiffers(fleets, type, groups);
  for (const template of ofType(fleets, 'google_compute_region_instance_template'))
    yield* fieldsDiffer(template, { project, ...templateFields(template, host) });
  for (const group of ofType(fleets, 'google_compute_instance_group_manager')) yield* fieldsDiffer(group, { project, ...groupFields(fleets) });
  yield* measureProblems(fleets, project, host.images.metrics === undefined ? [] : [measureDomain(topology, id)]);
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

function templateFields({ stack }: Resource, { nodes, nodeImage, region }: GoogleFleetHost): Readonly<Record<string, Form>> {
  const image = nodeImageName(nodeImage);
  return {
    region,
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

function groupFields(stacks: readonly SynthesizedStack[]): Readonly<Record<string, Form>> {
  const templates = ofType(stacks, 'google_compute_region_instance_template');
  return {
    version: [{ instance_template: new Allowed('a template of the module', (text) => templates.some(({ id }) => text === `\${${id}.self_link}`)) }],
    stateful_disk: none,
    stateful_internal_ip: none,
    stateful_external_ip: none,
    all_instances_config: none,
    standby_policy: none,
    target_suspended_size: none,
    target_stopped_size: none,
  };
}
