import type { FleetAnswer, FleetParity } from '../shared/fleet-parity.js';

/** What ADR 140 decided and no stack does yet; `without`: what will do it. */
const notYet = (what: string, without: string): FleetAnswer => ({ lacks: `no stack yet: ${what}`, without });

/** Virtual machines of Azure. */
export const parity: FleetParity = {
  reserved: { lacks: 'Azure takes no on-demand reservation of ND machines', without: 'azurerm_capacity_reservation' },
  bought: notYet('groups that exist, by their ids', 'azurerm_linux_virtual_machine_scale_set'),
  onDemand: notYet('in one zone, if allowed', 'azurerm_linux_virtual_machine_scale_set'),
  scaling: { lacks: 'nodes are as many as are declared: a machine that is given back may not be had again', without: 'azurerm_monitor_autoscale_setting' },
  versions: { lacks: 'one scale set serves one model; another takes over node by node' },
  repair: notYet('automatic repair of the scale set', 'azurerm_linux_virtual_machine_scale_set'),
  gpuFaults: notYet('the script of AWS, which stops the server so that the node is repaired', 'azurerm_linux_virtual_machine_scale_set'),
  hungEngine: notYet('the unit of Google', 'azurerm_linux_virtual_machine_scale_set'),
  drain: notYet('scheduled events announce the end of a node', 'azurerm_linux_virtual_machine_scale_set'),
  proven: notYet('digest, signature, every file, as on the other clouds', 'azurerm_linux_virtual_machine_scale_set'),
  ingest: { lacks: 'a job of yours brings them in as weights.ingestPrincipal', without: 'azurerm_container_app_job' },
  disks: notYet('a disk encryption set; weights are on local disks', 'azurerm_disk_encryption_set'),
  front: notYet('an internal Application Gateway', 'azurerm_application_gateway'),
  issued: { lacks: 'the topology names one of Key Vault', without: 'azurerm_key_vault_certificate' },
  callers: notYet('a secret of Key Vault; its value is put there by hand', 'azurerm_key_vault_secret'),
  metrics: { lacks: 'no collector runs' },
  logs: notYet('syslog of the units, by a data collection rule', 'azurerm_monitor_data_collection_rule'),
  alarms: notYet('alerts on those lines and on the scale set', 'azurerm_monitor_scheduled_query_rules_alert_v2'),
  agents: notYet('a unit each, as on Google', 'azurerm_linux_virtual_machine_scale_set'),
};
