import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/residency/host-region.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, template } from '../../support/google-fleet.js';
import { linked } from '../../support/linked.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const euRoute = 'route: [eu-fleet]\n';

describe(rule.id, () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses an EU workload routed to Bedrock in us-east-2, at the line of the route', () => {
    const [finding, ...rest] = topologyFindings(rule, [[euRoute, 'route: [us-bedrock]\n']]);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ severity: 'fatal', path: 'workloads.eu-production.route[0]', file: 'topology.yaml' });
    expect(finding?.message).toContain('us-east-2 (US)');
    expect(finding?.message).toContain('zone eu (EU27)');
  });

  it('admits the same workload on an imported model in eu-central-1, and not on one in us-east-2', () => {
    const file = 'examples/eu-import.yaml';
    expect(findings(rule, [], file)).toEqual([]);
    const moved = topologyFindings(
      rule,
      [['    region: eu-central-1\n    network: frankfurt\n    model', '    region: us-east-2\n    network: frankfurt\n    model']],
      file,
    );
    expect(moved.filter((finding) => finding.path.startsWith('workloads.'))).toMatchObject([
      { severity: 'fatal', path: 'workloads.claims.route[0]', message: expect.stringContaining('us-east-2 (US)') },
    ]);
  });

  it('refuses overflow out of the zone as much as a primary', () => {
    expect(topologyFindings(rule, [[euRoute, 'route: [eu-fleet, us-bedrock]\n']]).map(({ path }) => path)).toEqual(['workloads.eu-production.route[1]']);
  });

  it('goes by country, not by the prefix of a name: London and Zurich are outside the EU', () => {
    const moved = (region: string) =>
      topologyFindings(rule, [['    region: eu-north-1\n    network: eu\n', `    region: ${region}\n    network: eu\n`]]).filter(({ path }) =>
        path.startsWith('workloads.'),
      );
    expect(moved('eu-west-2').map(({ message }) => message)).toEqual([expect.stringContaining('eu-west-2 (GB)')]);
    expect(moved('eu-central-2').map(({ message }) => message)).toEqual([expect.stringContaining('eu-central-2 (CH)')]);
    expect(moved('eu-west-3')).toEqual([]);
  });

  it('holds a workload to its own list of regions', () => {
    expect(topologyFindings(rule, [['regions: [us-east-2]', 'regions: [us-west-2]']])).toMatchObject([
      { path: 'workloads.variable.route[0]', message: expect.stringContaining('allows only us-west-2') },
    ]);
  });

  it.each([
    ['an AWS zone', 'aws-network-eu', (document: Written) => void (resourceOf(document, 'AWS::EC2::Subnet').AvailabilityZone = 'us-east-1a')],
    [
      'a model ARN',
      'aws-bedrock-us-bedrock',
      (document: Written) =>
        void (resourceOf(document, 'AWS::Bedrock::ApplicationInferenceProfile').ModelSource.CopyFrom =
          'arn:aws:bedrock:us-west-2::foundation-model/meta.llama3-3-70b-instruct-v1:0'),
    ],
    [
      'a Google location',
      'google-vertex-grounding',
      (document: Written) => void (terraformResourceOf(document, 'google_vertex_ai_endpoint_with_model_garden_deployment').location = 'us-central1'),
    ],
    [
      'an Azure location',
      'azure-foundry-dev-foundry',
      (document: Written) => void (terraformResourceOf(document, 'azurerm_cognitive_account').location = 'eastus'),
    ],
  ])('notices a hand-edited region: %s', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change).map(({ stack: name }) => name)).toEqual([expect.stringContaining(stack)]);
  });

  it('notices a resource of Google that is made in another project', () => {
    const moved = (document: Written) => void (terraformResourceOf(document, 'google_logging_project_bucket_config').project = 'somebody');
    expect(findingsAfter(rule, 'google-foundation-search', moved)).toMatchObject([{ message: expect.stringContaining('project is somebody') }]);
  });

  it.each<[string, string, (document: Written) => void]>([
    ['a description', 'aws-fleet-eu-fleet', (document) => void (resourceOf(document, 'AWS::KMS::Key').Description = 'Moved from us-east-1')],
    [
      'a description of a rule',
      'aws-fleet-eu-fleet',
      (document) => void (resourceOf(document, 'AWS::EC2::SecurityGroup').SecurityGroupIngress[0].Description = 'was us-east-1'),
    ],
    ['a tag', 'aws-fleet-eu-fleet', (document) => void resourceOf(document, 'AWS::KMS::Key').Tags.push({ Key: 'was', Value: 'us-east-1' })],
    [
      'a display name',
      'google-search-grounding',
      (document) => void (terraformResourceOf(document, 'google_discovery_engine_data_store').display_name = 'Moved from us-central1'),
    ],
    ['a label', 'google-search-grounding', (document) => void (terraformResourceOf(document, 'google_storage_bucket').labels.was = 'us-central1')],
    ['a tag on Azure', 'azure-foundry-dev-foundry', (document) => void (terraformResourceOf(document, 'azurerm_cognitive_account').tags.was = 'eastus')],
  ])('passes over a region in %s, which is written for people', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change)).toEqual([]);
  });

  const dashboard =
    (from: string, to: string, parts: 'one' | 'joined' = 'joined') =>
    (document: Written) => {
      const page = resourceOf(document, 'AWS::CloudWatch::Dashboard');
      const text: string = page.DashboardBody['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'x')).join('');
      if (!text.includes(from)) throw new Error(`no ${from} on the dashboard`);
      const changed = text.replace(from, to);
      page.DashboardBody = parts === 'one' ? changed : { 'Fn::Join': ['', [changed.slice(0, 40), changed.slice(40)]] };
    };

  it.each([
    ['a title', '"title":"', '"title":"Was in us-east-1: '],
    ['the name of a line', '"label":"', '"label":"Was in us-east-1: '],
    ['a text', '"widgets":[', '"widgets":[{"type":"text","properties":{"markdown":"Was in us-east-1"}},'],
  ])('passes over a region in %s of a dashboard', (_, from, to) => {
    expect(findingsAfter(rule, 'aws-fleet-eu-fleet', dashboard(from, to))).toEqual([]);
    expect(findingsAfter(rule, 'aws-fleet-eu-fleet', dashboard(from, to, 'one'))).toEqual([]);
  });

  it.each([
    ['the region of a graph', '"region":"x"', '"region":"us-east-1"', 'properties.region names us-east-1'],
    ['a second region of a graph', '"region":"x"', '"region":"us-east-1","region":"x"', 'names us-east-1'],
    ['an expression', '"expression":"', '"expression":"us-east-1 + ', 'expression names us-east-1'],
    ['a body that is no JSON', '"title":"', '"title":"us-east-1""', 'names us-east-1'],
  ])('notices another region in %s on a dashboard', (_, from, to, message) => {
    expect(findingsAfter(rule, 'aws-fleet-eu-fleet', dashboard(from, to))).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  it('notices a stack that was pointed at another region', () => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', () => {}, { region: 'us-east-1' });
    expect(found[0]).toMatchObject({ path: 'hosts.eu-fleet', message: expect.stringContaining('deploys to us-east-1') });
  });

  it('holds the guard of a workload to its zone as well: it sees every prompt', () => {
    const moved: Edit[] = [
      ['    region: eu-north-1\n    cidr: 10.50.0.0/16', '    region: eu-west-2\n    cidr: 10.50.0.0/16'],
      ['availabilityZones: [eu-north-1a, eu-north-1b]', 'availabilityZones: [eu-west-2a, eu-west-2b]'],
    ];
    const found = topologyFindings(
      rule,
      [...moved, ['    region: eu-north-1\n    network: north\n    model: guard', '    region: eu-west-2\n    network: north\n    model: guard']],
      'examples/sovereign.yaml',
    );
    expect(found).toContainEqual(expect.objectContaining({ path: 'workloads.case-files.guard', message: expect.stringContaining('eu-west-2 (GB)') }));
  });
});

describe('a fleet on Google', () => {
  it('in London is refused to a workload of the EU', () => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    const london: Edit[] = [
      [
        '    cloud: google\n    account: gpu\n    region: europe-west4\n    network: gpu',
        '    cloud: google\n    account: gpu\n    region: europe-west2\n    network: gpu',
      ],
    ];
    expect(findings(rule, london, googleFleet)).toContainEqual(expect.objectContaining({ path: 'workloads.claims.route[0]', severity: 'fatal' }));
  });

  it.each<[string, (document: Written) => void]>([
    ['its nodes', (document) => void (terraformResourceOf(document, 'google_compute_instance_group_manager').zone = 'us-central1-a')],
    ['its template', (document) => void (template(document).region = 'us-central1')],
    [
      'its API key',
      (document) => void (terraformResourceOf(document, 'google_secret_manager_secret').replication.user_managed.replicas[0].location = 'us-central1'),
    ],
  ])('is seen when %s move', (_, change) => {
    expect(onGoogleFleet(rule, change)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining('names us-central1') }]);
  });

  it('is seen when its weights move', () => {
    const moved = onGoogleFleet(
      rule,
      (document) => void (terraformResourceOf(document, 'google_storage_bucket').location = 'us-central1'),
      'google-weights-europe-west4',
    );
    expect(moved).toMatchObject([{ severity: 'fatal' }]);
  });
});

describe('residency/host-region: the far sides of links', () => {
  const seen: Edit[] = [
    ...linked,
    ['    any:\n      network: eu\n', '    any:\n      network: us\n'],
    ['links:\n', 'existing: { networks: { us: { id: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] } } }\nlinks:\n'],
  ];
  const withoutHalf: Edit[] = seen.map(([from, to]) => [from, to.replace(/ {6}us:\n( {8}.*\n)+/, '')]);

  it('accepts a domain that is asked for there, and the VPC of a gateway that calls from there', () => {
    expect(findings(rule, linked)).toEqual([]);
    expect(findings(rule, withoutHalf).filter(({ message }) => message.includes('VPC'))).toEqual([]);
  });

  it('finds the region anywhere else in the same resources', () => {
    const loaded = topologyWith(linked);
    const change = (document: Written) => (resourceOf(document, 'AWS::Route53Resolver::ResolverRule').ResolverEndpointId = 'us-east-2');
    expect(judge([rule], loaded, asOf, mutated(evidenceOf(loaded), 'aws-network-eu', change)).map(({ message }) => message)).toEqual([
      'ResolverEndpointId names us-east-2; the topology says eu-north-1.',
    ]);
  });
});
