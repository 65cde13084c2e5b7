import type { FleetParity } from '../shared/fleet-parity.js';

/** Virtual machines of Azure. */
export const parity: FleetParity = {
  reserved: { lacks: 'Azure takes no on-demand reservation of ND machines', without: 'azurerm_capacity_reservation' },
  bought: { has: 'groups that exist, by their ids', by: 'azurerm_linux_virtual_machine_scale_set' },
  onDemand: { has: 'in one zone, if allowed', by: 'azurerm_linux_virtual_machine_scale_set' },
  scaling: { lacks: 'nodes are as many as are declared: a machine that is given back may not be had again', without: 'azurerm_monitor_autoscale_setting' },
  versions: { lacks: 'one scale set serves one model; another takes over node by node' },
  repair: { has: 'automatic repair of the scale set', by: 'azurerm_linux_virtual_machine_scale_set' },
  gpuFaults: { has: 'the server is stopped, so that the node is repaired', by: 'runtime/node/azure/gpu-health.sh' },
  hungEngine: { has: 'a unit that looks every 30 seconds', by: 'runtime/node/engine-watch.sh' },
  drain: { has: 'scheduled events announce the end of a node', by: 'runtime/node/azure/drain.sh' },
  proven: { has: 'digest, signature, every file', by: 'runtime/node/azure/prepare-node.sh' },
  ingest: { lacks: 'a job of yours runs runtime/weights/azure/ingest.sh as weights.ingestPrincipal', without: 'azurerm_container_app_job' },
  disks: { has: 'a disk encryption set; weights are on local disks', by: 'azurerm_disk_encryption_set' },
  front: { has: 'internal Application Gateway', by: 'azurerm_application_gateway' },
  issued: { lacks: 'the topology names one of Key Vault', without: 'azurerm_key_vault_certificate' },
  callers: { has: 'Key Vault; its value is put there by hand', by: 'azurerm_key_vault' },
  paths: { has: 'a redirect to one that it guards, without the body', by: 'azurerm_application_gateway' },
  metrics: { lacks: 'no collector runs; the lines of nodes say how many requests wait' },
  logs: { has: 'syslog of the units, in Log Analytics', by: 'azurerm_monitor_data_collection_rule' },
  alarms: { has: 'Azure Monitor, by mail', by: 'azurerm_monitor_scheduled_query_rules_alert_v2' },
  agents: { has: 'a unit each', by: 'runtime/node/agent-unit.ts' },
};
