import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('azure-fleet-us-nd', 'examples/azure-nodes.yaml');
const text = Buffer.from(inModule(fleet, 'azurerm_linux_virtual_machine_scale_set', 'Nodes-one').custom_data, 'base64').toString();

describe('a fleet on Azure', () => {
  it('has nodes of each reservation behind one load balancer, by the name of the topology', () => {
    const sets = Object.values<Json>(fleet.resource['azurerm_linux_virtual_machine_scale_set']);
    expect(sets.map(({ instances, zones }) => [instances, ...zones])).toEqual([
      [2, '1'],
      [1, '2'],
    ]);
    for (const { network_interface: network } of sets) {
      const [{ ip_configuration: [address] = [] } = {}] = network;
      expect(address.application_gateway_backend_address_pool_ids).toEqual([
        expect.stringMatching(/^\$\{azurerm_application_gateway\.\w+\.id\}\/backendAddressPools\/nodes$/),
      ]);
    }
    expect(inModule(fleet, 'azurerm_private_dns_a_record')).toMatchObject({ name: '@', records: ['10.88.4.100'] });
    expect(inModule(fleet, 'azurerm_private_dns_zone', 'Zone').name).toBe('llama.gpu.acme.internal');
  });

  it('prepares its nodes with what the stack of the weights makes, and with a key that no state holds', () => {
    for (const line of ['WEIGHTS_CONTAINER="weights"', 'WEIGHTS_SIGNING_KEY="signing-1"', 'API_KEY_NAME="api-key"', 'ADAPTERS=""'])
      expect(text).toContain(`export ${line}\n`);
    const weights = written('azure-weights-eastus', 'examples/azure-nodes.yaml');
    expect(text).toContain(`export WEIGHTS_ACCOUNT="${inModule(weights, 'azurerm_storage_account').name}"\n`);
    expect(text).toContain(`export API_KEY_VAULT="${inModule(fleet, 'azurerm_key_vault', 'ApiKey').name}.vault.azure.net"\n`);
  });

  it('runs vLLM in a container that begins no connection and pulls nothing, once weights are proven', () => {
    expect(text).toContain('ExecStartPre=/usr/bin/test -e /run/llama-weights-verified');
    for (const option of ['--pull=never', '--gpus=8', '--read-only', '--cap-drop=ALL', '--data-parallel-size=4', '--env-file=/run/blueprint/vllm.env'])
      expect(text).toContain(option);
    expect(text).not.toContain('--network=host');
  });

  it('prints under a facility of its own, in every unit', () => {
    const units = text.split('ExecStart=').length - 1;
    expect(units).toBe(5);
    expect(text.split('SyslogFacility=local0').length - 1).toBe(units);
  });

  it('tells people of what no request shows in time', () => {
    const names = ['azurerm_monitor_scheduled_query_rules_alert_v2', 'azurerm_monitor_metric_alert'].flatMap((type) =>
      Object.values<Json>(fleet.resource[type]).map(({ name }) => name.replace('us-nd-fleet-us-nd-', '')),
    );
    expect(names.sort()).toEqual(['engine-hung', 'engines-unwatched', 'errors-at-front', 'gpu-fault', 'nodes-missing', 'queue', 'weights-refused']);
    expect(inModule(fleet, 'azurerm_monitor_metric_alert', 'Alarms_nodes-missing').criteria).toMatchObject([
      { metric_name: 'HealthyHostCount', operator: 'LessThan' },
    ]);
  });

  it('tells people of every node that takes itself out, by whatever its GPUs do', () => {
    const [query] = Object.values<Json>(fleet.resource.azurerm_monitor_scheduled_query_rules_alert_v2)
      .filter(({ name }) => name.endsWith('gpu-fault'))
      .map(({ criteria }) => criteria[0].query);
    // The line of runtime/node/azure/gpu-health.sh.
    expect(query).toContain('(Facility == "local0" and ProcessName == "gpu-health" and SyslogMessage has "out of service")');
    expect(query).toContain('(Facility == "kern" and SyslogMessage matches regex @"NVRM: Xid ');
  });

  it('tell people of a node that is away for a quarter of an hour, and not of one that starts its server again', () => {
    const [{ threshold, aggregation }] = inModule(fleet, 'azurerm_monitor_metric_alert', 'Alarms_nodes-missing').criteria;
    expect(aggregation).toBe('Average');
    // Of three nodes over thirty minutes.
    const missing = (minutes: number) => (3 * 30 - minutes) / 30;
    expect([missing(5) < threshold, missing(10) < threshold, missing(16) < threshold]).toEqual([false, false, true]);
  });
});
