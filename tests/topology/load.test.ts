import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseSource } from '../../topology/document.js';
import { InputError } from '../../topology/error.js';
import { checkedTopology, loadTopology } from '../../topology/load.js';
import { wholeText } from '../support/topologies.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-load-'));
afterAll(() => rmSync(directory, { recursive: true }));
const reference = wholeText();

/** Problems of a text that should not load. */
function problemsOf(text: string): string[] {
  const file = join(directory, 'broken.yaml');
  writeFileSync(file, text);
  try {
    loadTopology(file);
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
  throw new Error('it loaded');
}

function edited(from: string, to: string): string[] {
  if (reference.split(from).length !== 2) throw new Error(`no single place: ${from}`);
  return problemsOf(reference.replace(from, to));
}

const lineOf = (needle: string): number => reference.split('\n').findIndex((line) => line.includes(needle)) + 1;

describe('a topology that loads', () => {
  it.each([
    'topology.yaml',
    'examples/hosted-only.yaml',
    'examples/sovereign.yaml',
    'examples/us-maverick.yaml',
    'examples/us-maas.yaml',
    'examples/eu-gce.yaml',
  ])('%s', (file) => {
    expect(loadTopology(file).topology.example).toBe(true);
  });

  it('takes outputs and waivers from beside it', () => {
    writeFileSync(join(directory, 'whole.yaml'), reference);
    writeFileSync(join(directory, 'whole.outputs.yaml'), 'issuers:\n  prod: https://11111111-2222-4333-8444-555555555555.tokens.sts.global.api.aws\n');
    writeFileSync(
      join(directory, 'whole.waivers.yaml'),
      '- {rule: tags/required, path: workloads.variable, owner: finance, reason: migration, granted: 2026-11-01, expires: 2027-01-31}\n',
    );
    const loaded = loadTopology(join(directory, 'whole.yaml'));
    expect(loaded.outputs.issuers).toEqual({ prod: 'https://11111111-2222-4333-8444-555555555555.tokens.sts.global.api.aws' });
    expect(loaded.waivers).toMatchObject([{ rule: 'tags/required', owner: 'finance' }]);
  });

  it('refuses a waiver that lives longer than a year', () => {
    writeFileSync(join(directory, 'long.yaml'), reference);
    writeFileSync(
      join(directory, 'long.waivers.yaml'),
      '- {rule: tags/required, path: workloads.variable, owner: finance, reason: migration, granted: 2026-11-01, expires: 2027-11-02}\n',
    );
    expect(() => loadTopology(join(directory, 'long.yaml'))).toThrow(/long\.waivers\.yaml:1:3: .*366|1 to 365 days/);
  });
});

describe('errors for people', () => {
  it('with one availability zone is told why there have to be two', () => {
    expect(edited('availabilityZones: [us-east-2a, us-east-2b]', 'availabilityZones: [us-east-2a]').join(' ')).toContain(
      'received ["us-east-2a"]. Allowed: two zones or more: a load balancer needs subnets in two',
    );
  });

  it('say where, what was received and what is allowed', () => {
    const [problem] = edited('profile: in-region', 'profile: regional');
    expect(problem).toBe(
      `broken.yaml:${lineOf('profile: in-region')}:14: hosts.us-bedrock.profile: received "regional". Allowed: in-region, us, eu, apac, global. Inference profile. \`in-region\` never leaves the region; the others spread prompts over the destination regions of the profile.`,
    );
  });

  it('suggest the nearest key for a typo, also inside a union', () => {
    expect(edited('    machineType: a3', '    machinType: a3')).toEqual(
      expect.arrayContaining([expect.stringMatching(/hosts\.grounding\.machinType: unknown key\. Did you mean "machineType"\?/)]),
    );
  });

  it('suggest the nearest entity for a reference that points nowhere', () => {
    expect(edited('route: [us-bedrock]', 'route: [us-bedrok]')).toEqual([
      expect.stringMatching(/^broken\.yaml:\d+:\d+: workloads\.variable\.route\[0\]: received "us-bedrok", which is no host\. .*Did you mean "us-bedrock"\?$/),
    ]);
  });

  it('keep the budgets of what is shared to accounts that are there, and their tag from workloads', () => {
    expect(edited('supply: {usdPerMonth: 900}', 'suply: {usdPerMonth: 900}')).toEqual([
      expect.stringMatching(/finance\.sharedBudgets\.aws\.suply: received "suply", which is no aws account\. .*Did you mean "supply"\?$/),
    ]);
    expect(edited('supply: {usdPerMonth: 900}', 'supply: {usdPerMonth: 0}')).toEqual([
      expect.stringMatching(/supply\.usdPerMonth: received 0\. Allowed: 1 to 1000000000 \(USD per month\)/),
    ]);
    expect(edited('\n  variable:\n    description', '\n  shared:\n    description')).toEqual([
      expect.stringMatching(/workloads\.shared: received the name shared, which marks what several workloads share/),
    ]);
  });

  it('keep the management account apart', () => {
    const second = '    management:\n      id: "777788889999"\n';
    expect(edited(second, `    other:\n      id: "222233334444"\n      organization: {platformRoles: [a], procurementRoles: [b]}\n${second}`)).toEqual([
      expect.stringMatching(/accounts\.aws\.management\.organization: received a second management account\. Allowed: one; other/),
    ]);
    expect(edited('    kind: bedrock\n    account: prod', '    kind: bedrock\n    account: management')).toEqual([
      expect.stringMatching(/hosts\.us-bedrock\.account: received "management", the management account/),
    ]);
    expect(edited(second, `${second}      owns: true\n`)).toEqual([expect.stringMatching(/management\.owns: received true/)]);
    expect(edited('platformRoles: [ai-platform-admin]', "platformRoles: ['*']")).toEqual([expect.stringMatching(/platformRoles\[0\]: received "\*"/)]);
  });

  it('name the line of the parent when a key is missing', () => {
    expect(edited('    modelVersion: "9"\n', '')).toEqual([expect.stringContaining('hosts.dev-foundry.modelVersion: missing.')]);
  });

  it('report everything at once', () => {
    expect(problemsOf(reference.replace('profile: in-region', 'profile: x').replace('count: 12', 'count: many'))).toHaveLength(2);
  });

  it('refuse a host in a network of another cloud', () => {
    expect(edited('    region: europe-west4\n    network: grounding\n', '    region: europe-west4\n    network: eu\n')).toEqual([
      expect.stringContaining('hosts.grounding.network: received a network on aws. Allowed: one on google.'),
    ]);
  });
});

describe('a gateway', () => {
  const zone = '    eu:\n      network: eu\n      tasks: {min: 2, max: 8}\n';
  const certificate = reference.slice(reference.indexOf('-----BEGIN CERT'), reference.indexOf('-----END CERT'));

  it('is Envoy; a topology that says LiteLLM is told to migrate', () => {
    expect(edited('  engine: envoy', '  engine: litellm')).toEqual([expect.stringMatching(/gateway\.engine: received "litellm"\. Allowed: envoy\./)]);
    expect(problemsOf(reference.replace('schemaVersion: 3', 'schemaVersion: 2').replace('engine: envoy', 'engine: litellm')).join()).toContain(
      'npm run blueprint -- migrate',
    );
  });

  it('says how many tasks it has, of which one can be replaced', () => {
    expect(edited(zone, '    eu:\n      network: eu\n')).toEqual([expect.stringMatching(/gateway\.zones\.eu\.tasks: missing/)]);
    expect(edited(zone, zone.replace('min: 2', 'min: 1'))).toEqual([expect.stringMatching(/tasks\.min: received 1/)]);
    expect(edited(zone, zone.replace('min: 2', 'min: 9'))).toEqual([expect.stringMatching(/gateway\.zones\.eu\.tasks: .*min at most as large as max/)]);
  });

  it('trusts authorities alone, each with its own certificate', () => {
    const allowed = /gateway\.authorities\.in-house\.certificate: .*one certificate of a certificate authority, in PEM/;
    // A leaf: it would vouch for itself only, and for longer than it is valid.
    expect(edited(certificate, `${leaf.replaceAll('\n', '\n        ')}`)).toEqual([expect.stringMatching(allowed)]);
    expect(edited(certificate, certificate.replace('MII', 'MIJ'))).toEqual([expect.stringMatching(allowed)]);
    const ending = '-----END CERTIFICATE-----\n';
    expect(edited(ending, `${ending}        ${certificate}${ending}`)).toEqual([expect.stringMatching(allowed)]);
    expect(edited('    in-house:\n', '    public:\n').join()).toMatch(/gateway\.authorities: .*another name than public/);
  });

  it('knows who issued the certificate of a fleet, or that everybody trusts them', () => {
    expect(edited('      authority: in-house\n', '')).toEqual([expect.stringMatching(/hosts\.eu-fleet\.endpoint\.authority: missing/)]);
    expect(edited('      authority: in-house\n', '      authority: in-huose\n')).toEqual([
      expect.stringMatching(/endpoint\.authority: received "in-huose", which is no .*Did you mean "in-house"\?/),
    ]);
  });
});

/** Of a server, without its last line. */
const leaf = `-----BEGIN CERTIFICATE-----
MIIBtTCCAVygAwIBAgIUW2DwokD/FCiQGdXmrR4mm5W2FKgwCgYIKoZIzj0EAwIw
MTEWMBQGA1UECgwNRG9jdW1lbnRhdGlvbjEXMBUGA1UEAwwOc2VydmVyLmV4YW1w
bGUwIBcNMjYxMTI5MTczOTQyWhgPMjEyNjExMDUxNzM5NDJaMDExFjAUBgNVBAoM
DURvY3VtZW50YXRpb24xFzAVBgNVBAMMDnNlcnZlci5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEbD8DAmjCNwtYnpq8zKeaRyKnNk7H06vuabElk26u
dzNEdFKjp2IY0cxwLBhVU54ZcB25oh0OWY+FuNj3YWVJvKNQME4wHQYDVR0OBBYE
FI2u/wU1OMhjTFHs2nEFCu9wPn3iMB8GA1UdIwQYMBaAFI2u/wU1OMhjTFHs2nEF
Cu9wPn3iMAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0EAwIDRwAwRAIgMBia5DLRVQ94
fYzONhhcGFxWU9pXiqiX16Fe4GsI9toCIApBw2WBGFvTiyidMQDJENmrQBP40acu
DrG+WNnedyFR
`;

describe('numbers', () => {
  it.each([
    ['not a number', '.nan'],
    ['infinite', '.inf'],
    ['negative', '-1'],
    ['huge', '1e30'],
    ['text', '"1000"'],
    ['fractional', '1.5'],
    ['zero', '0'],
  ])('refuses %s node counts', (_, value) => {
    expect(edited('count: 12\n', `count: ${value}\n`)).toEqual([expect.stringContaining('hosts.eu-fleet.nodes.count: received')]);
  });
});

describe('YAML that could mislead', () => {
  const cases: [name: string, text: string, message: RegExp][] = [
    ['duplicate keys', 'name: a1\nname: b2\n', /broken\.yaml:2:1: not valid YAML: Map keys must be unique/],
    ['aliases', 'a: &a [x]\nb: *a\n', /broken\.yaml:2:4: alias \*a: aliases are not allowed/],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*a,*a,*a,*a]`).join('\n')}\n`,
      /aliases are not allowed/,
    ],
    ['deep nesting', `a: ${'['.repeat(100_000)}\n`, /nested deeper than 32 levels/],
    ['deep nesting without brackets', `a:\n  ${'- '.repeat(100_000)}x\n`, /nested deeper than 32 levels/],
    ['broken indentation', 'a:\n  b: 1\n c: 2\n', /not valid YAML/],
    ['a list', '- a\n', /received \["a"\]\. Allowed: a mapping/],
    ['a scalar', 'hello\n', /received "hello"\. Allowed: a mapping/],
    ['a custom tag', 'a: !!js/function x\n', /not valid YAML/],
    ['two documents', 'a: 1\n---\nb: 2\n', /not valid YAML/],
    ['only a comment', '# nothing\n', /holds no YAML/],
    ['prototype keys', `${reference}\n__proto__: {polluted: true}\n`, /__proto__: unknown key/],
  ];
  it.each(cases)('refuses %s', (_, text, message) => {
    expect(problemsOf(text)[0]).toMatch(message);
  });
});

describe('a long file', () => {
  const zones = (count: number) =>
    reference.replace('  any: [ANY]', `  any: [ANY]\n${Array.from({ length: count }, (_, index) => `  z${index}: [US]`).join('\n')}`);

  it('is read up to 25,000 lines and elements, and refused above without being parsed', () => {
    expect(() => checkedTopology(parseSource(zones(20_000), 'topology.yaml'), {}, [])).not.toThrow();
    const start = performance.now();
    expect(problemsOf(zones(60_000))).toEqual([expect.stringMatching(/has \d+ lines and elements of lists\. Allowed: at most 25000\./)]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('shows the first hundred of its problems', () => {
    expect(problemsOf(zones(20_000).replaceAll('[US]', '[XX]'))).toHaveLength(101);
  });
});

describe('files that are no topology', () => {
  it('refuses a directory, an empty file, a missing file, a huge file and a binary one', () => {
    const path = (name: string) => join(directory, name);
    mkdirSync(path('folder.yaml'));
    writeFileSync(path('empty.yaml'), '');
    writeFileSync(path('huge.yaml'), 'a'.repeat(10 * 1024 * 1024));
    writeFileSync(path('binary.yaml'), Buffer.from([1, 0, 2]));
    expect(() => loadTopology(path('folder.yaml'))).toThrow('folder.yaml: is a directory');
    expect(() => loadTopology(path('empty.yaml'))).toThrow('empty.yaml: is empty');
    expect(() => loadTopology(path('none.yaml'))).toThrow('none.yaml: does not exist');
    expect(() => loadTopology(path('huge.yaml'))).toThrow('huge.yaml: has 10485760 bytes; at most 1048576');
    expect(() => loadTopology(path('binary.yaml'))).toThrow('binary.yaml: holds a NUL byte');
  });
});

describe('a fleet on Google', () => {
  const fleet = wholeText('examples/eu-gce.yaml');
  const wrong = (from: string, to: string): string => {
    if (fleet.split(from).length !== 2) throw new Error(`no single place: ${from}`);
    return problemsOf(fleet.replace(from, to)).join(' ');
  };

  it.each([
    [
      'a cloud without stacks',
      'cloud: google\n    account: gpu\n    region: europe-west4\n    network',
      'cloud: azure\n    account: gpu\n    region: europe-west4\n    network',
      'hosts.eu-gce.cloud: received "azure". Allowed: aws, google.',
    ],
    ["a field of AWS's", '    nodeImage: cos-125-19216-395-112', '    nodeImage: cos-125-19216-395-112\n    images: {}', 'hosts.eu-gce.images: unknown key.'],
    ['an image without repository', 'image: llama/vllm-openai', 'image: vllm-openai', 'hosts.eu-gce.image: received "vllm-openai'],
    [
      'no reservation map',
      'capacity:\n      reservations:\n        b: { zone: europe-west4-b, count: 2 }\n        c: { zone: europe-west4-c, count: 1 }',
      'capacity: {}',
      'hosts.eu-gce.capacity.reservations: missing',
    ],
    [
      'a zone of AWS',
      'zone: europe-west4-b',
      'zone: eu-north-1a',
      'hosts.eu-gce.capacity.reservations.b.zone: received "eu-north-1a". Allowed: a zone name, such as europe-west4-b',
    ],
    ['a network too small for its proxies', 'cidr: 10.84.0.0/20', 'cidr: 10.84.0.0/25', 'networks.gpu.cidr: received 10.84.0.0/25. Allowed: /24 or larger'],
    [
      'a certificate of AWS',
      'certificate: projects/acme-llama-gpu/locations/europe-west4/certificates/llama',
      'certificate: arn:aws:acm:x',
      'hosts.eu-gce.endpoint.certificate',
    ],
  ])('is refused with %s', (_, from, to, message) => expect(wrong(from, to)).toContain(message));
});
