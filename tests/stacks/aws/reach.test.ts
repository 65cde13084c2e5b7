import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

/** Security groups of a stack of an edited topology, by the first word of their description. */
function groups(name: string, edits: readonly Edit[] = [], file?: string): Record<string, Json> {
  const stack = evidenceOf(topologyWith(edits, file)).aws?.find((found) => found.name.endsWith(name));
  if (stack === undefined) throw new Error(`no stack ends with ${name}`);
  const found = stack.resources.filter(({ type }) => type === 'AWS::EC2::SecurityGroup');
  return Object.fromEntries(found.map(({ properties }) => [String(properties['GroupDescription']), properties]));
}

const sources = (group: Json) => (group?.SecurityGroupIngress ?? []).map(({ CidrIp }: Json) => CidrIp);
const fleet = 'aws-fleet-eu-fleet';
const front = 'Gateways to the load balancer';

describe('the front of a fleet', () => {
  it('admits the network of the gateway that calls it', () => {
    expect(sources(groups(fleet)[front])).toEqual(['10.40.0.0/16']);
  });

  it('does not admit a linked network without such a gateway: Bedrock’s and Vertex’s are linked too', () => {
    const { links } = topologyWith().topology;
    expect(Object.values(links).filter(({ networks }) => networks.includes('eu')).length).toBeGreaterThan(0);
    expect(sources(groups(fleet)[front])).toHaveLength(1);
  });

  it('admits a linked network once the gateway of a workload that is routed to it runs there, and then that one alone', () => {
    const moved: Edit[] = [['    eu:\n      network: eu\n', '    eu:\n      network: us\n']];
    expect(sources(groups(fleet, moved)[front]).sort()).toEqual(['10.40.0.0/16', '10.41.0.0/16']);
  });
});

describe('nodes of a fleet', () => {
  it('reach the private endpoints and S3, and nothing else', () => {
    const [endpoints, storage, ...others] = groups(fleet)['Load balancer to the model servers'].SecurityGroupEgress;
    expect(others).toEqual([]);
    expect(endpoints).toMatchObject({ FromPort: 443, ToPort: 443, DestinationSecurityGroupId: { Ref: expect.stringMatching(/endpointsecuritygroup/i) } });
    expect(storage).toMatchObject({ FromPort: 443, ToPort: 443, DestinationPrefixListId: 'pl-c3aa4faa' });
  });
});

describe('the endpoint of Bedrock', () => {
  it('admits the linked gateways that call through it, beside its own network', () => {
    const found = groups('aws-network-us');
    expect(sources(found['HTTPS from this network to its private endpoints'])).toEqual(['10.41.0.0/16']);
    expect(sources(found['HTTPS from linked gateways to Bedrock'])).toEqual(['10.40.0.0/16']);
  });
});

describe('security groups of every stack', () => {
  it('let nothing out to everywhere, but for the job that brings weights in', () => {
    const open = (evidenceOf(topologyWith()).aws ?? []).flatMap(({ resources }) =>
      resources.filter(
        ({ type, properties }) => type === 'AWS::EC2::SecurityGroup' && JSON.stringify(properties['SecurityGroupEgress'] ?? '0.0.0.0/0').includes('0.0.0.0/0'),
      ),
    );
    expect(open.map(({ properties }) => properties['GroupDescription'])).toEqual(['The job: HTTPS out, nothing in']);
  });
});
