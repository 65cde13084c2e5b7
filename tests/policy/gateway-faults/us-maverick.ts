import { address, cluster, elsewhere, firstRoute, type Json } from '../../support/gateway-edits.js';
import { caller, type Fault, form, reach } from './fault.js';

export const usMaverick: readonly Fault[] = [
  [
    'the fleet after Bedrock',
    'us',
    'envoy.json',
    (e) => cluster(e, 'pool.claims').load_assignment.endpoints.forEach((one: Json, index: number) => void (one.priority = 1 - index)),
    reach,
    'as number 2',
  ],
  [
    'the deployment of another workload',
    'us',
    'envoy.json',
    (e) => void (firstRoute(e, 'hop.claims.us-bedrock').route.prefix_rewrite = '/agents.us-bedrock/v1/chat/completions'),
    reach,
    'no host of its route',
  ],
  [
    'a translator elsewhere',
    'us',
    'envoy.json',
    (e) => void (address(cluster(e, 'host.claims.us-bedrock')).address = elsewhere),
    reach,
    'llama.us.acme.internal',
  ],
  ['a translator that waits for hours', 'us', 'translator.json', (t) => void (t.seconds.silent = 7_200), form, 'seconds.silent'],
  ['a third translator', 'us', 'translator.json', (t) => t.listen.push('/run/gateway/other.sock'), form, 'listen[2]'],
  [
    'prices of nobody',
    'us',
    'envoy.json',
    (e) => void (firstRoute(e, 'hop.claims.us-bedrock').metadata.filter_metadata['envoy.filters.http.lua'].price = { input: 0, output: 0 }),
    form,
    'price.input',
  ],
  [
    'another role',
    'us',
    'translator.json',
    (t) => void (t.deployments['claims.us-bedrock'].role = 'arn:aws:iam::111122223333:role/admin'),
    caller,
    'role/admin',
  ],
];
