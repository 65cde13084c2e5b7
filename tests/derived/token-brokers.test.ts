import { describe, expect, it } from 'vitest';
import { gatewayTaskRoleArn, gatewayZones } from '../../derived/gateway-tasks.js';
import { entraApplications, tokenBrokerIn, tokenBrokerOf, tokenBrokers } from '../../derived/token-brokers.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const clientId = '11111111-2222-4333-8444-555555555555';

describe('brokers of tokens', () => {
  it('are where gateways are that call a host behind Entra ID', () => {
    expect(tokenBrokers(topology)).toEqual([{ account: 'prod', region: 'eu-north-1', workloads: ['development'] }]);
    const arn = 'arn:aws:lambda:eu-north-1:111122223333:function:llama-token-broker-acme';
    expect([tokenBrokerOf(topology, 'development'), tokenBrokerOf(topology, 'grounded')]).toEqual([arn, undefined]);
    expect([tokenBrokerIn(topology, 'eu'), tokenBrokerIn(topology, 'us')]).toEqual([arn, undefined]);
  });

  it('are none where the organisation’s own proxy lets Entra through', () => {
    const { topology: proxied } = topologyWith([['links:\n', 'existing: { egressProxies: { eu: "https://proxy.acme.internal:3128" } }\nlinks:\n']]);
    expect(tokenBrokers(proxied)).toEqual([]);
  });

  it('ask for the applications that are deployed, and for Foundry alone', () => {
    const [broker] = tokenBrokers(topology);
    if (broker === undefined) return expect.fail('no broker');
    expect(entraApplications(topology, {}, broker)).toEqual([]);
    const outputs = { hosts: { 'dev-foundry': { clientIds: { development: clientId, other: clientId } } } };
    expect(entraApplications(topology, outputs, broker)).toEqual([
      { tenant: '00000000-0000-0000-0000-000000000000', clientId, scope: 'https://cognitiveservices.azure.com/.default' },
    ]);
  });
});

describe('roles of the gateway’s tasks', () => {
  it('are one for each zone, and named so that no pattern of workloads’ roles fits them', () => {
    expect(gatewayZones(topology)).toEqual(['any', 'eu', 'us']);
    expect(gatewayTaskRoleArn(topology, 'eu')).toBe('arn:aws:iam::111122223333:role/llama-gateway-acme-eu');
  });
});
