import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
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
