import { describe, expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import type { Json } from '../support/documents.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../support/topologies.js';

const templates = (edits: Edit[], file: string) =>
  (evidenceOf(topologyWith(edits, file)).aws ?? []).map(({ name, document }) => [name, JSON.stringify(document)] as const);
const refusals = (edits: Edit[], file: string) => {
  const loaded = topologyWith(edits, file);
  return judge(rules, loaded, asOf, evidenceOf(loaded)).filter(({ severity }) => severity !== 'warning');
};

describe('a fleet on p5.4xlarge', () => {
  it('runs one replica on the one GPU of each node', () => {
    const [, fleet = ''] = templates([], 'examples/transition.yaml').find(([name]) => name.endsWith('aws-fleet-desk-fleet')) ?? [];
    expect(fleet).toContain('"InstanceType":"p5.4xlarge"');
    expect(fleet.match(/"--tensor-parallel-size=1"/g)).toHaveLength(2);
    expect(fleet.match(/"DesiredCount":2/g)).toHaveLength(2);
  });
});

describe('a model transition', () => {
  it('watches the next model under a dimension of its own, with the same alarms', () => {
    const stack = (evidenceOf(topologyWith([], 'examples/transition.yaml')).aws ?? []).find(({ name }) => name.endsWith('aws-fleet-desk-fleet'));
    const fleets = new Map<string, number>();
    for (const { properties } of (stack?.resources ?? []).filter(({ type }) => type === 'AWS::CloudWatch::Alarm') as { properties: Json }[]) {
      const text = JSON.stringify(properties);
      // By a dimension, or by a query over all replicas.
      const [, fleet] = /"Name":"Fleet","Value":"([^"]+)"/.exec(text) ?? /WHERE Fleet = '([^']+)'/.exec(text) ?? [];
      if (fleet !== undefined) fleets.set(fleet, (fleets.get(fleet) ?? 0) + 1);
    }
    const name = stack?.name ?? '';
    expect(fleets).toEqual(
      new Map([
        [name, 10],
        [`${name}/Next`, 10],
      ]),
    );
    const configurations = (stack?.resources ?? [])
      .filter(({ type }) => type === 'AWS::ECS::TaskDefinition')
      .map(({ properties }) => JSON.stringify(properties).includes(`${name}/Next`));
    expect(configurations.sort()).toEqual([false, false, true, true]);
  });
});

describe('Llama Guard beside a fleet', () => {
  const sovereign = () => templates([], 'examples/sovereign.yaml');
  const templateOf = (ending: string) => sovereign().find(([name]) => name.endsWith(ending))?.[1] ?? '';

  it('serves its own approved weights on nodes of its own', () => {
    const guard = templateOf('aws-fleet-screen');
    expect(guard).toContain('llama-guard-3-8b/bf16/');
    expect(guard).toContain('"--tensor-parallel-size=1"');
    expect(guard).toContain('"DesiredCount":4');
    expect(templateOf('aws-fleet-fleet')).not.toContain('llama-guard');
  });

  it('lets the gateway of the workload that asked for it in, and no other', () => {
    expect(templateOf('aws-fleet-screen').match(/llama-platform-sovereign-[a-z-]+/g)).toEqual(['llama-platform-sovereign-case-files']);
    const unasked = templates([['    guard: screen\n', '']], 'examples/sovereign.yaml').find(([name]) => name.endsWith('aws-fleet-screen'))?.[1] ?? '';
    expect(unasked).not.toContain('llama-platform-');
  });
});

describe('a deployment of the service', () => {
  it.each([
    ['examples/transition.yaml', 2, 1],
    ['examples/us-maverick.yaml', 3, 1],
    ['examples/sovereign.yaml', 16, 4],
  ])('of %s, %i replicas, may stop one node with its %i at a time', (file, replicas, perNode) => {
    const services = (evidenceOf(topologyWith([], file)).aws ?? [])
      .filter(({ name }) => name.includes('-aws-fleet-') && !name.endsWith('-screen'))
      .flatMap(({ resources }) => resources)
      .filter(({ type, properties }) => type === 'AWS::ECS::Service' && properties.SchedulingStrategy !== 'DAEMON');
    for (const { properties } of services as { properties: Json }[]) {
      const kept = Math.ceil((properties.DesiredCount * properties.DeploymentConfiguration.MinimumHealthyPercent) / 100);
      expect(properties.DesiredCount).toBe(replicas);
      expect(properties.DesiredCount - kept).toBe(perNode);
    }
  });
});

describe('a fleet on p5en.48xlarge, H200 by name', () => {
  it('synthesizes and fits', () => {
    const larger: Edit = ['instanceType: p5.48xlarge', 'instanceType: p5en.48xlarge'];
    // BF16 weights do not pass through one GPU while they are quantized; a checkpoint in FP8 fits.
    expect(refusals([larger], 'examples/sovereign.yaml')).toMatchObject([{ rule: 'capacity/fits-node' }]);
    const edits: Edit[] = [
      larger,
      ['repository: meta-llama/Llama-3.3-70B-Instruct', 'repository: RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic'],
      ['      quantization: fp8\n', ''],
    ];
    expect(refusals(edits, 'examples/sovereign.yaml')).toEqual([]);
    expect(templates(edits, 'examples/sovereign.yaml').find(([name]) => name.endsWith('aws-fleet-fleet'))?.[1]).toContain('--tensor-parallel-size=1');
  });
});

describe('a fleet in GovCloud', () => {
  const govCloud: Edit[] = [
    ['owns: true', 'partition: aws-us-gov, owns: true'],
    ['release: { id: "555566667777" }', 'release: { id: "555566667777", partition: aws-us-gov }'],
    ['arn:aws:iam::555566667777', 'arn:aws-us-gov:iam::555566667777'],
    // The bill is another account's.
    ['  sharedBudgets: { aws: { sealed: { usdPerMonth: 900 } } }\n', ''],
    ['region: eu-north-1\n    cidr', 'region: us-gov-west-1\n    s3PrefixList: pl-0123abcd\n    cidr'],
    ['[eu-north-1a, eu-north-1b]', '[us-gov-west-1a, us-gov-west-1b]'],
    ...['llama70', 'guard'].map(
      (model): Edit => [`region: eu-north-1\n    network: north\n    model: ${model}`, `region: us-gov-west-1\n    network: north\n    model: ${model}`],
    ),
    ...['a', 'b'].map((zone): Edit => [`${zone}: { availabilityZone: eu-north-1${zone}`, `${zone}: { availabilityZone: us-gov-west-1${zone}`]),
    ['base: { availabilityZone: eu-north-1a', 'base: { availabilityZone: us-gov-west-1a'],
    ['cr-0123456789abcdef0, availabilityZone: eu-north-1a', 'cr-0123456789abcdef0, availabilityZone: us-gov-west-1a'],
    ...['llama', 'guard'].map(
      (name): Edit => [
        `${name}.behoerde.example\n      certificateArn: arn:aws:acm:eu-north-1`,
        `${name}.behoerde.example\n      certificateArn: arn:aws-us-gov:acm:us-gov-west-1`,
      ],
    ),
    ['eu: [EU27]', 'us: [US]'],
    ['zone: eu\n', 'zone: us\n'],
    // What GDPR asks for is no jurisdiction of the United States.
    ['regimes: [gdpr]', 'regimes: []'],
    ['    eu:\n      network: north\n', '    us:\n      network: north\n'],
    ['        certificateArn: arn:aws:acm:eu-north-1', '        certificateArn: arn:aws-us-gov:acm:us-gov-west-1'],
  ];

  it('is refused by no rule and names no ARN of the standard partition', () => {
    expect(refusals(govCloud, 'examples/sovereign.yaml')).toEqual([]);
    const all = templates(govCloud, 'examples/sovereign.yaml');
    expect(all.length).toBeGreaterThanOrEqual(5);
    expect(all.filter(([, text]) => text.includes('arn:aws:')).map(([name]) => name)).toEqual([]);
    expect(all.some(([, text]) => text.includes('arn:aws-us-gov:'))).toBe(true);
  });

  it('has no budgets: GovCloud accounts are billed through a standard one', () => {
    expect(templates(govCloud, 'examples/sovereign.yaml').filter(([, text]) => text.includes('AWS::Budgets::Budget'))).toEqual([]);
  });
});
