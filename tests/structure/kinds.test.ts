import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/**
 * Code outside hosts/ that tests for one kind of host, and why the question is no facet: the fields that it reads belong to that kind alone, so
 * that another kind has nothing to answer. What a second kind could answer is asked of a trait, a judge, words or presence.
 */
const reasons: Readonly<Record<string, string>> = {
  'gateway/local/cloud.ts': 'a kind of credential, which is called as its cloud is: each has its token service',
  'planner/recommend/edit.ts': 'blocks and launching on demand are fields of fleets on EC2, which an edit writes',
  'planner/recommend/forms.ts': 'blocks and launching on demand are fields of fleets on EC2; on Google there is no other launch than on a reservation',
  'policy/capacity/on-demand-only.ts':
    'the segments of an Auto Scaling group, whose type says on which capacity it launches; whether a fleet has any of its own, its judge says',
  'policy/capacity/scaling-bounds.ts': 'scaling, spare nodes and exporters are fields of fleets on EC2',
  'policy/network/private-only.ts': 'the choice of a public endpoint is a field of Vertex AI endpoints; what others emit is judged by the exposure of its type',
  'policy/residency/azure-sku.ts': 'the rule of one kind, which `processing` of its traits names; of another kind it judges nothing',
  'policy/residency/bedrock-profile-destinations.ts': 'the rule of one kind, which `processing` of its traits names; of another kind it judges nothing',
  'policy/residency/databricks-geo.ts': 'the rule of one kind, which `processing` of its traits names; of another kind it judges nothing',
  'policy/residency/search-location.ts': 'the search in front of a Vertex AI endpoint, a field of that kind',
  'policy/tags/one-workload.ts':
    'an imported model is the only one that is billed by its own tag although several workloads call it; fleets are billed as shared',
  'topology/consistency/endpoints.ts': 'certificateArn and privateCertificate are fields of fleets on EC2, and the loader knows forms alone',
  'topology/consistency/existing/keys.ts':
    'the search in front of a Vertex AI endpoint has one key for each location of a project, and the loader knows forms alone',
  'topology/consistency/workspaces.ts': 'which fields of a workspace its hosts need, and the loader knows forms alone',
  'topology/consistency/existing/networks.ts': 'subnets in two zones are a demand of the load balancer of fleets on EC2, and the loader knows forms alone',
};

/** Code that asks whether a host is nodes of the topology's own: the field `kind: self-hosted`, whose fields every fleet shares (topology/schema/fleet.ts). */
const family = /\bisFleet\(|\bfleets\(/;
const oneKind =
  /\bisHost\(|\bhostsOf\(topology|\.kind [!=]== '(?:self-hosted|bedrock|vertex|azure|databricks|watsonx|workers|oci)|\bswitch \(host\.kind|\bhost\.kind\.startsWith/;

/** Names of stacks of hosts, which traits give: elsewhere they say what is one kind's. */
const stacksOfKinds =
  /(?<!isHost\(\w+, )'(?:aws|google|azure|databricks|watsonx|cloudflare)-(?:fleet|capacity|bedrock|bedrock-import|vertex|search|foundry|serving|runtime|workers-ai)'/;

const folders = [
  'catalogue',
  'clouds',
  'constructs',
  'derived',
  'diff',
  'evidence',
  'facts',
  'gateway',
  'planner',
  'policy',
  'reports',
  'stacks',
  'synthesis',
  'topology',
];
const outside = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => (name.endsWith('.ts') ? [`${folder}/${name}`] : [])),
);
const testing = (pattern: RegExp) => outside.filter((file) => pattern.test(readFileSync(file, 'utf8').replace(/^import .*$/gm, '')));

describe('kinds of host', () => {
  it('are told apart outside their folders only where this file says why', () => {
    expect(testing(oneKind).sort()).toEqual(Object.keys(reasons).sort());
  });

  it('have their stacks named in the order of deployment alone, and ids of providers that happen to look alike', () => {
    expect(testing(stacksOfKinds)).toEqual(['facts/refresh/sources/models-dev.ts', 'stacks/order.ts']);
  });

  it('are asked for a fleet below the rules and in rules about fleets alone', () => {
    expect(testing(family).filter((file) => !/^(topology|derived|planner|policy)\//.test(file))).toEqual([]);
  });
});
