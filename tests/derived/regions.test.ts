import { describe, expect, it } from 'vitest';
import { resolves } from '../../derived/forwarded-domains.js';
import { hostOfPath } from '../../derived/host-of-path.js';
import { outside } from '../../derived/jurisdiction.js';
import { refusedDestinations } from '../../derived/refused-destinations.js';
import { allowedRegions, arnDestinations, bedrockDestinations, processingRegions, regionsInText, regionsInUse } from '../../derived/regions.js';
import { hostsOf } from '../../hosts/select.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const maverick = topologyWith([], 'examples/us-maverick.yaml').topology;
const us = ['us-east-1', 'us-east-2', 'us-west-2'];

describe('regions that an origin may name', () => {
  it.each([
    ['hosts.eu-fleet', 'aws', ['eu-north-1']],
    ['hosts.us-bedrock.guardrail', 'aws', ['us-east-2']],
    ['networks.us', 'aws', ['us-east-2']],
    ['networks.grounding', 'google', ['europe-west4']],
    ['finance', 'aws', ['eu-north-1', 'us-east-2']],
    ['finance', 'azure', ['swedencentral']],
    ['hosts.nowhere', 'aws', ['eu-north-1', 'us-east-2']],
  ] as const)('%s on %s: %j', (origin, cloud, expected) => {
    expect([...allowedRegions(topology, cloud, origin)].sort()).toEqual(expected);
  });

  it('a cross-region host and the network of its endpoint may name every destination', () => {
    expect([...allowedRegions(maverick, 'aws', 'hosts.us-bedrock')].sort()).toEqual(us);
    expect([...allowedRegions(maverick, 'aws', 'networks.ohio')].sort()).toEqual(us);
    expect([...allowedRegions(maverick, 'aws', 'hosts.ohio-fleet')]).toEqual(['us-east-2']);
    expect([...regionsInUse(maverick, 'aws')].sort()).toEqual(us);
    expect([...regionsInUse(maverick, 'google')]).toEqual([]);
  });
});

describe('where prompts are processed', () => {
  it('by a host', () => {
    const [[, bedrock] = expect.fail('none')] = hostsOf(maverick, 'bedrock');
    expect(bedrockDestinations(maverick, bedrock)).toEqual(us);
    expect(bedrockDestinations(maverick, { ...bedrock, profile: 'eu' as never })).toBeUndefined();
    expect(processingRegions(topology, topology.hosts['dev-foundry'] ?? expect.fail('none'))).toEqual([]);
    expect(processingRegions(topology, topology.hosts['eu-fleet'] ?? expect.fail('none'))).toEqual(['eu-north-1']);
  });

  it.each([
    ['arn:aws:bedrock:us-west-2::foundation-model/meta.llama3-3-70b-instruct-v1:0', ['us-west-2']],
    ['arn:aws:bedrock:us-east-2:111122223333:inference-profile/us.meta.llama3-3-70b-instruct-v1:0', us],
    ['arn:aws:bedrock:::foundation-model/meta.llama3-3-70b-instruct-v1:0', undefined],
    ['arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.meta.llama3-3-70b-instruct-v1:0', undefined],
  ])('by %s', (arn, expected) => {
    expect(arnDestinations(arn)).toEqual(expected);
  });
});

describe('why a workload may not be processed there', () => {
  const workload = (id: string) => topology.workloads[id] ?? expect.fail(`no workload ${id}`);

  it.each([
    ['variable', ['us-east-2'], undefined],
    ['variable', us, 'allows only us-east-2'],
    ['variable', undefined, 'allows only us-east-2'],
    ['eu-production', ['eu-north-1', 'eu-central-1'], undefined],
    ['eu-production', ['eu-north-1', 'us-east-2', 'eu-west-2'], 'must stay in zone eu, which leaves out GB, US'],
    ['eu-production', ['mars-1'], 'must stay in zone eu, which leaves out ??'],
    ['eu-production', undefined, 'must stay in zone eu'],
    ['global-assist', us, undefined],
    ['global-assist', undefined, undefined],
  ] as const)('%s in %j: %s', (id, destinations, expected) => {
    expect(refusedDestinations(topology, workload(id), destinations)).toBe(expected);
  });

  it('countries outside a zone are told once, sorted', () => {
    expect(outside(['US', 'DE', 'GB', 'US'], new Set(['DE', 'SE']))).toEqual(['GB', 'US']);
    expect(outside(['US'], 'ANY')).toEqual([]);
    expect(outside(['US'], new Set())).toEqual(['US']);
  });
});

describe('regions in a text', () => {
  it.each([
    ['aws', 'arn:aws:bedrock:us-east-2::x and eu-north-1a', ['us-east-2', 'eu-north-1']],
    ['aws', 'us-gov-east-1', ['us-gov-east-1']],
    ['aws', 'status-east-22, xeu-north-1', []],
    ['google', 'europe-west4-b, europe-west40', ['europe-west4']],
    ['azure', 'swedencentral', ['swedencentral']],
    ['azure', 'https://swedencentral.example', []],
  ] as const)('%s: %s', (cloud, text, expected) => {
    expect(regionsInText(cloud, text)).toEqual(expected);
  });
});

describe('what a path or a domain speaks of', () => {
  it('a host and what is below it', () => {
    expect(hostOfPath(topology, 'hosts.eu-fleet.nodes')?.[0]).toBe('eu-fleet');
    expect(hostOfPath(topology, 'hosts.eu-fleet')?.[1].kind).toBe('self-hosted');
    for (const path of ['hosts', 'hosts.nowhere', 'networks.eu', 'workloads.eu-fleet']) expect(hostOfPath(topology, path)).toBeUndefined();
  });

  it('a forwarded domain answers for itself and what is below it, not for its neighbours', () => {
    expect(resolves(['googleapis.com'], 'googleapis.com')).toBe(true);
    expect(resolves(['googleapis.com'], 'storage.googleapis.com')).toBe(true);
    expect(resolves(['googleapis.com'], 'notgoogleapis.com')).toBe(false);
    expect(resolves(['storage.googleapis.com'], 'googleapis.com')).toBe(false);
    expect(resolves([], 'googleapis.com')).toBe(false);
  });
});
