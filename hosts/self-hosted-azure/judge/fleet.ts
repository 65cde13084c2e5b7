import { azureFleetNames } from '../../../derived/azure-fleet-names.js';
import { Allowed, any, type Form, optional } from '../../../evidence/expected/differences.js';
import { countDiffers, fieldsDiffer, ofType } from '../../../evidence/expected/resources.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';
import { azureNodeImage } from '../../../facts/azure.js';
import { engineContainer } from '../../../facts/serving.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import { nodePlaces } from '../reservations.js';
import type { AzureFleetHost } from '../schema.js';
import { frontFields } from './front.js';

/** How nodes, what collects their lines and the load balancer differ from those of a fleet. Numbers and zones of nodes are judged by capacity/block-window. */
export function* fleetProblems({ topology, id, host, stacks }: JudgedHost<AzureFleetHost>): Iterable<Problem> {
  const places = nodePlaces(host).length;
  for (const [type, wanted] of Object.entries({
    azurerm_linux_virtual_machine_scale_set: places,
    azurerm_application_gateway: 1,
    azurerm_disk_encryption_set: 1,
    azurerm_monitor_data_collection_rule: 1,
    azurerm_monitor_data_collection_endpoint: 1,
    azurerm_monitor_data_collection_rule_association: 2 * places,
    azurerm_monitor_private_link_scoped_service: 2,
  }))
    yield* countDiffers(stacks, type, wanted);
  const { nodeIdentity } = azureFleetNames(topology, id);
  for (const set of ofType(stacks, 'azurerm_linux_virtual_machine_scale_set')) yield* fieldsDiffer(set, nodeFields(set, host, nodeIdentity));
  for (const gateway of ofType(stacks, 'azurerm_application_gateway')) yield* fieldsDiffer(gateway, frontFields(gateway, host));
  for (const rule of ofType(stacks, 'azurerm_monitor_data_collection_rule')) yield* fieldsDiffer(rule, ruleFields(rule, host));
  for (const set of ofType(stacks, 'azurerm_disk_encryption_set')) yield* fieldsDiffer(set, { auto_key_rotation_enabled: true, location: host.region });
}

/** An argument that no stack emits. */
const none = optional({});

/** A resource of the same module, by its id. */
export function idOf({ stack }: Resource, type: string, rest = ''): Allowed {
  return new Allowed(`a ${type} of the module`, (text) => stack.resources.some((one) => one.type === type && text === `\${${one.id}.id}${rest}`));
}

function nodeFields(set: Resource, host: AzureFleetHost, identity: string): Readonly<Record<string, Form>> {
  const image = azureNodeImage(host.nodeImage);
  return {
    location: host.region,
    sku: host.nodes.instanceType,
    // An image that is no release is found in the topology, by supply-chain/ami-pinned.
    source_image_reference: image === undefined ? any : { ...image },
    source_image_id: none,
    single_placement_group: false,
    overprovision: false,
    upgrade_mode: 'Manual',
    priority: optional('Regular'),
    identity: { type: 'UserAssigned', identity_ids: [identityOf(set, identity)] },
    os_disk: {
      caching: 'ReadOnly',
      storage_account_type: 'Premium_LRS',
      disk_size_gb: 256,
      disk_encryption_set_id: idOf(set, 'azurerm_disk_encryption_set'),
    },
    data_disk: none,
    disable_password_authentication: true,
    admin_password: none,
    // Nobody has its private half: docs/adr/0141.
    admin_ssh_key: [{ username: any, public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEBafkw6dwcFTTEpry53+oGyDy+QGzokULuAfb6hy+Ol' }],
    secure_boot_enabled: false,
    vtpm_enabled: true,
    boot_diagnostics: none,
    secret: none,
    gallery_application: none,
    user_data: none,
    scale_in: none,
    extension: extensionForms(set, host, identity),
    automatic_instance_repair: { enabled: true, grace_period: 'PT60M', action: 'Replace' },
    termination_notification: { enabled: true, timeout: 'PT15M' },
  };
}

/** The identity of the nodes, which its settings also name: by reference, or by what that becomes. */
function identityOf({ stack }: Resource, id: string): Allowed {
  const name = id.slice(id.lastIndexOf('/') + 1);
  const made = stack.resources.find(({ type, properties }) => type === 'azurerm_user_assigned_identity' && properties['name'] === name);
  return new Allowed(`the identity ${name}`, (text) => made !== undefined && text === `\${${made.id}.id}`);
}

/** Programs of Microsoft's beside the image: what Azure looks at, and what sends lines. No other. */
function extensionForms(set: Resource, { logAgent }: AzureFleetHost, identity: string): Form {
  const { port, healthPath } = engineContainer('vllm');
  const settings = (wanted: (identityId: string) => object) =>
    new Allowed('the settings that the stacks derive', (text) => {
      const [, reference = ''] = /"identifier-value":"([^"]*)"/.exec(text) ?? [];
      return text === JSON.stringify(wanted(reference)) && (reference === '' || identityOf(set, identity).fits(reference, reference));
    });
  const pinned = { auto_upgrade_minor_version: false };
  return [
    {
      ...pinned,
      name: 'health',
      publisher: 'Microsoft.ManagedServices',
      type: 'ApplicationHealthLinux',
      type_handler_version: '1.0',
      settings: settings(() => ({ protocol: 'http', port, requestPath: healthPath, intervalInSeconds: 30, numberOfProbes: 10 })),
    },
    {
      ...pinned,
      name: 'log',
      publisher: 'Microsoft.Azure.Monitor',
      type: 'AzureMonitorLinuxAgent',
      type_handler_version: logAgent,
      automatic_upgrade_enabled: false,
      settings: settings((reference) => ({ authentication: { managedIdentity: { 'identifier-name': 'mi_res_id', 'identifier-value': reference } } })),
    },
  ];
}

/** Lines of units and of the kernel, and nothing else, to the workspace beside it. */
function ruleFields(rule: Resource, { region }: AzureFleetHost): Readonly<Record<string, Form>> {
  return {
    location: region,
    data_collection_endpoint_id: idOf(rule, 'azurerm_monitor_data_collection_endpoint'),
    data_sources: { syslog: [{ name: any, facility_names: ['kern', 'local0'], log_levels: ['*'], streams: ['Microsoft-Syslog'] }] },
    destinations: { log_analytics: [{ name: 'workspace', workspace_resource_id: idOf(rule, 'azurerm_log_analytics_workspace') }] },
    data_flow: [{ streams: ['Microsoft-Syslog'], destinations: ['workspace'] }],
    stream_declaration: none,
  };
}
