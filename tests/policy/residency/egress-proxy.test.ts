import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/egress-proxy.js';
import { rule as gatewayReach } from '../../../policy/residency/gateway-reach.js';
import { propertiesOf } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { foundAfter, rehearsed } from '../../support/gateway.js';
import { address, cluster, type Fault, listener, refuses } from '../../support/gateway-edits.js';
import type { Edit } from '../../support/topologies.js';

const edge: readonly Edit[] = [
  ['accounts:\n', 'accounts:\n  cloudflare: { edge: { accountId: 0a1b2c3d4e5f60718293a4b5c6d7e8f9 } }\n'],
  [
    'hosts:\n',
    'hosts:\n  edge: { kind: workers-ai, account: edge, hostname: llama.edge.example, domainId: 0a1b2c3d4e5f60718293a4b5c6d7e8f9, secretsStore: 0a1b2c3d4e5f60718293a4b5c6d7e8f9, model: llama70, contract: aws-main, apiKey: { secret: "arn:aws:secretsmanager:eu-north-1:111122223333:secret:edge-AbCdEf", key: "arn:aws:kms:eu-north-1:111122223333:key/0", expires: 2027-01-31 } }\n',
  ],
];
const proxy: Edit = [
  'links:\n',
  'existing: { promptProxies: { any: { address: "https://prompts.acme.internal:3128", authority: in-house, range: 10.40.240.0/28, owner: network } } }\nlinks:\n',
];
const found = (...edits: Edit[]) => topologyFindings(rule, [...edge, ...edits]).map(({ path, severity, message }) => ({ path, severity, message }));

describe(rule.id, () => {
  it('accepts a workload of zone ANY whose gateway has a proxy', () => {
    expect(found(['route: [dev-foundry]', 'route: [dev-foundry, edge]'], proxy)).toEqual([]);
  });

  it('refuses a resident workload, and says why', () => {
    expect(found(['route: [eu-fleet]', 'route: [eu-fleet, edge]'])).toEqual([
      {
        path: 'workloads.eu-production.route[1]',
        severity: 'fatal',
        message: 'No private path leads to edge: workers-ai is called over the internet, and promises no zone. eu-production must stay in zone eu (EU27).',
      },
    ]);
  });

  it('refuses a gateway without a proxy', () => {
    expect(found(['route: [dev-foundry]', 'route: [dev-foundry, edge]'])).toEqual([
      {
        path: 'gateway.zones.any',
        severity: 'fatal',
        message: 'Workloads of any name edge, which no private path leads to, and existing.promptProxies has no proxy of any.',
      },
    ]);
  });
});

const afar = rehearsed('examples/any-zone.yaml');
const directly = { socket_address: { address: 'us-south.ml.cloud.ibm.com', port_value: 443 } };

describe('files of a gateway whose prompts leave through a proxy', () => {
  it('are accepted as they are written, and so are those of every gateway without', () => {
    expect(foundAfter([rule, gatewayReach], afar)).toEqual([]);
    expect(foundAfter([rule], rehearsed())).toEqual([]);
  });

  const faults: readonly Fault[] = [
    [
      'a host that is called directly',
      'any',
      'envoy.json',
      (e) => void (address(cluster(e, 'host.drafts.ibm')).address = directly),
      'us-south.ml.cloud.ibm.com directly',
    ],
    [
      'another proxy',
      'any',
      'envoy.json',
      (e) => void (address(cluster(e, 'proxy')).address.socket_address.address = 'other.afar.internal'),
      'through other.afar.internal:3128 as another name. Allowed: through prompts.afar.internal:3128',
    ],
    [
      'another port',
      'any',
      'envoy.json',
      (e) => void (address(cluster(e, 'proxy')).address.socket_address.port_value = 443),
      'through prompts.afar.internal:443',
    ],
    [
      'a proxy that shows another name',
      'any',
      'envoy.json',
      (e) => void (cluster(e, 'proxy').transport_socket.typed_config.sni = 'other.afar.internal'),
      'as another name. Allowed: through prompts.afar.internal:3128',
    ],
    [
      'a token that is fetched directly',
      'any',
      'tokens.json',
      (t) => void delete t['credentials']['drafts.ibm'].through,
      'The credential drafts.ibm is fetched directly',
    ],
  ];
  refuses(rule, afar, faults);

  refuses(gatewayReach, afar, [
    [
      'a tunnel to another name',
      'any',
      'envoy.json',
      (e) => void (listener(e, 'tunnel.drafts.ibm').filter_chains[0].filters[0].typed_config.tunneling_config.hostname = 'example.com:443'),
      'leads to example.com:443',
    ],
    [
      'a tunnel that others can enter',
      'any',
      'envoy.json',
      (e) => void Object.assign(listener(e, 'tunnel.drafts.ibm'), { address: { socket_address: { address: '0.0.0.0', port_value: 9443 } } }),
      'passes on whatever connects to it',
    ],
    [
      'a tunnel that ends in the task',
      'any',
      'envoy.json',
      (e) => void (listener(e, 'tunnel.drafts.ibm').filter_chains[0].filters[0].typed_config.cluster = 'policy'),
      'no proxy outside the task',
    ],
  ]);
});

describe('tasks of a gateway whose prompts leave through a proxy', () => {
  it('may connect to its range at its port, and nowhere else outside', () => {
    expect(findings(gatewayReach, [], 'examples/any-zone.yaml')).toEqual([]);
    const wider = findingsAfter(
      gatewayReach,
      'aws-gateway-any',
      (d) => propertiesOf(d, 'TaskSecurityGroup').SecurityGroupEgress.push({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }),
      {},
      'examples/any-zone.yaml',
    );
    expect(wider.map(({ message }) => message)).toEqual(['Tasks of any may connect to 0.0.0.0/0, which nothing in its files leads to.']);
    const narrower = findingsAfter(
      gatewayReach,
      'aws-gateway-any',
      (d) => propertiesOf(d, 'TaskSecurityGroup').SecurityGroupEgress.pop(),
      {},
      'examples/any-zone.yaml',
    );
    expect(narrower.map(({ message }) => message).join('\n')).toContain('prompts.afar.internal, 10.60.240.0/28 at 3128, which its tasks may not connect to.');
  });
});
