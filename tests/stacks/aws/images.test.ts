import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf, resourceOf, type Written } from '../../support/documents.js';
import { evidenceOf, written } from '../../support/synthesized.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

const file = 'examples/us-maverick.yaml';
const images = () => written('aws-images-us-east-2', file);
const all = (document: Written, type: string) => Object.values<Json>(document.Resources).filter(({ Type }) => Type === type);
const statements = (document: Written) => Object.values<Json>(document.Resources).flatMap(({ Properties }) => Properties?.PolicyDocument?.Statement ?? []);
const variables = (): Readonly<Record<string, Json>> =>
  Object.fromEntries(propertiesOf(images(), 'Build').Environment.EnvironmentVariables.map(({ Name, Value }: Json) => [Name, Value]));
const edit = (from: string, to: string): Edit => [from, to];

describe('the stack that builds images', () => {
  it('and that of the gateway agree on the registry and its repositories without a look-up', () => {
    const registry = '555566667777.dkr.ecr.us-east-2.amazonaws.com';
    expect(variables()).toMatchObject({
      REGISTRY: registry,
      ENVOY_REPOSITORY: 'llama-gateway/maverick/envoy',
      PROCESSES_REPOSITORY: 'llama-gateway/maverick/processes',
      BASE: `gcr.io/distroless/nodejs22-debian12:nonroot@sha256:${'0'.repeat(64)}`,
      ENVOY: `docker.io/envoyproxy/envoy:distroless-v1.40.0@sha256:${'0'.repeat(64)}`,
    });
    const names = all(images(), 'AWS::ECR::Repository').map(({ Properties }) => Properties.RepositoryName);
    expect(names.sort()).toEqual(['llama-gateway/maverick/envoy', 'llama-gateway/maverick/processes']);
    const gateway = written('aws-gateway-us', file);
    const used = resourceOf(gateway, 'AWS::ECS::TaskDefinition').ContainerDefinitions.map(({ Image }: Json) => Image);
    expect(new Set(used)).toEqual(new Set(names.map((name: string) => `${registry}/${name}@sha256:${'0'.repeat(64)}`)));
    // Whoever pulls is allowed on both sides.
    const pulled = statements(gateway).filter(({ Action }: Json) => [Action].flat().includes('ecr:BatchGetImage'));
    expect(pulled.flatMap(({ Resource }: Json) => Resource)).toEqual(
      expect.arrayContaining(names.map((name: string) => `arn:aws:ecr:us-east-2:555566667777:repository/${name}`)),
    );
  });

  it('gives the job the archive beside its template, by its own digest, and the right to read there alone', () => {
    const stack = evidenceOf(topologyWith([], file)).aws?.find(({ name }) => name.endsWith('aws-images-us-east-2'));
    const [[key, asset] = []] = Object.entries(stack?.assets ?? {}).filter(([name]) => name.endsWith('.tar'));
    expect(key).toMatch(/^llama\/maverick\/images\/[0-9a-f]{64}\.tar$/);
    expect(Object.values(asset?.files ?? {})).toEqual([variables()['CONTEXT_SHA256']]);
    expect(variables()['CONTEXT_KEY']).toBe(key);
    const reading = statements(images()).filter(({ Action }: Json) => [Action].flat().includes('s3:GetObject'));
    expect(reading.map(({ Resource }: Json) => Resource)).toEqual([
      'arn:aws:s3:::cdk-hnb659fds-assets-555566667777-us-east-2/llama/maverick/images/*',
      'arn:aws:s3:::cdk-hnb659fds-assets-555566667777-us-east-2/llama/maverick/images/*',
    ]);
  });

  it('lets the network resolve what two registries and its own services are called, and nothing else', () => {
    const { Domains } = resourceOf(images(), 'AWS::Route53Resolver::FirewallDomainList');
    const read = Domains.map((domain: Json) => (typeof domain === 'string' ? domain : domain['Fn::Join'][1][0]));
    expect(read).toEqual([
      'auth.docker.io',
      'docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com',
      'gcr.io',
      'production.cloudflare.docker.com',
      'production.cloudfront.docker.com',
      'registry-1.docker.io',
      'api.ecr.us-east-2.',
      '555566667777.dkr.ecr.us-east-2.',
      'kms.us-east-2.',
      'logs.us-east-2.',
      'cdk-hnb659fds-assets-555566667777-us-east-2.s3.us-east-2.',
    ]);
  });

  it('is started by a state machine that takes no input, which the named roles alone may start', () => {
    const { Definition } = resourceOf(images(), 'AWS::StepFunctions::StateMachine');
    expect(JSON.stringify(Definition)).not.toMatch(/\$\.|\$\$|JSONata|Override/);
    expect(propertiesOf(images(), 'StartStarter')).toMatchObject({
      RoleName: 'llama-image-start-maverick-us-east-2',
      AssumeRolePolicyDocument: { Statement: [{ Principal: { AWS: 'arn:aws:iam::555566667777:role/ml-platform-release' } }] },
    });
  });

  it('is not there where a pipeline of the organisation builds', () => {
    const without = topologyWith([], 'examples/sovereign.yaml');
    expect(evidenceOf(without).aws?.some(({ name }) => name.includes('-aws-images-'))).toBe(false);
  });
});

describe('a job that cannot work is refused with its line', () => {
  it.each<[string, Edit, string]>([
    ['an account that is not declared', edit('  images:\n    account: supply', '  images:\n    account: suply'), 'Did you mean "supply"?'],
    ['the management account', edit('  images:\n    account: supply', '  images:\n    account: management'), 'the management account. Allowed: a member'],
    ['a zone of another region', edit('10.62.0.0/24, availabilityZone: us-east-2a', '10.62.0.0/24, availabilityZone: eu-west-1a'), 'a zone of us-east-2'],
    ['a range that is too small', edit('10.62.0.0/24', '10.62.0.0/28'), 'from /16 to /27'],
    ['a public range', edit('10.62.0.0/24', '8.8.8.0/24'), 'gateway.images.regions.us-east-2.cidr'],
    ['a region that is misspelt', edit('us-east-2: { cidr: 10.62', 'us-eats-2: { cidr: 10.62'), 'Did you mean "us-east-2"'],
    ['a source whose names nobody knows', edit('base: gcr.io/', 'base: quay.io/'), 'Allowed: docker.io/…, gcr.io/…'],
    ['a base of its own registry', edit('base: gcr.io/distroless/', 'base: '), 'Allowed: docker.io/…, gcr.io/…'],
    ['a source without a tag', edit('nodejs22-debian12:nonroot@', 'nodejs22-debian12@'), 'with the tag, which says the version'],
    ['a source without a digest', edit(`nonroot@sha256:${'0'.repeat(64)}`, 'nonroot'), 'with the digest'],
    ['nobody of this topology who starts it', edit('555566667777:role/ml-platform-release"]\n  zones', '999999999999:role/x"]\n  zones'), '999999999999'],
    ['everybody who may start it', edit('"arn:aws:iam::555566667777:role/ml-platform-release"]\n  zones', '"*"]\n  zones'), 'the ARN of a role'],
  ])('%s', (_, change, message) => {
    expect(() => topologyWith([change], file)).toThrow(/us-maverick\.yaml:\d+:\d+/);
    expect(() => topologyWith([change], file)).toThrow(message);
  });

  it('beside a gateway that exists, whose images are its own', () => {
    expect(() => topologyWith([edit('  engine: envoy\n  # Copies', '  engine: existing\n  # Copies')], file)).toThrow(
      'whose images are yours. Allowed with engine envoy.',
    );
  });
});
