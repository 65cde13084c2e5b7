import { describe, expect, it } from 'vitest';
import { nameTable } from '../../catalogue/names/read.js';
import { identityOf, physicalName } from '../../evidence/synthesized/physical-name.js';
import { record } from '../../evidence/synthesized/stack.js';
import { nameForm } from '../../facts/limits.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';

const rows = Object.entries(nameTable());
const stacks = topologies.flatMap(([, file]) => {
  const { aws = [], terraform = [] } = evidenceOf(topologyWith([], file));
  return [...aws, ...terraform];
});
const emitted = stacks.flatMap(({ resources }) => resources);

/** Properties of types of AWS that end like a name and are that of something else, or of a part of the resource. */
const others: ReadonlySet<string> = new Set([
  'AWS::CertificateManager::Certificate DomainName',
  'AWS::CloudWatch::Alarm MetricName',
  'AWS::EC2::FlowLog LogGroupName',
  'AWS::EC2::VPCEndpoint ServiceName',
  'AWS::Lambda::EventInvokeConfig FunctionName',
  'AWS::Logs::MetricFilter LogGroupName',
]);
/** What repeats, by intent. */
const repeated: ReadonlySet<string> = new Set(['AWS::IAM::Policy PolicyName', 'AWS::Route53::HostedZone Name']);

describe('the table of names', () => {
  it('names kinds of names that facts know', () => {
    const kinds = rows.flatMap(([, row]) => ('form' in row && row.form !== undefined ? [row.form] : []));
    expect(kinds.length).toBeGreaterThan(70);
    for (const kind of kinds) expect(nameForm(kind as 'role').name).toBe(kind);
  });

  it('says where the name is of everything that is emitted, as text that is there', () => {
    const nameless = emitted.filter((resource) => {
      const row = nameTable()[resource.type];
      return resource.stack.app === 'terraform' && (row === undefined || (!('repeats' in row) && !identityOf(resource)?.name));
    });
    expect(nameless.map(({ type }) => type)).toEqual([]);
  });

  it('says the places of every name in Terraform: each is an argument, or a setting of the provider', () => {
    const placeless = emitted.filter(({ stack, ...resource }) => stack.app === 'terraform' && identityOf({ stack, ...resource })?.place.includes(''));
    expect([...new Set(placeless.map(({ type }) => type))]).toEqual([]);
  });

  it('misses no name of AWS: whatever ends like one is the name of its resource, or of another', () => {
    const missed = emitted.flatMap((resource) => {
      const { type, properties, stack } = resource;
      if (stack.app !== 'aws') return [];
      const given = Object.entries({ ...properties, ...record(properties['Budget']), ...record(properties['Export']) });
      return given.flatMap(([key, value]) => {
        const property = `${type} ${key}`;
        if (!/(Name|Family)$/.test(key) || typeof value !== 'string' || others.has(property) || repeated.has(property)) return [];
        return identityOf(resource)?.name === value && physicalName(resource) === value ? [] : [property];
      });
    });
    expect([...new Set(missed)]).toEqual([]);
  });
});
