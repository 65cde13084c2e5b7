import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrateTopology } from '../../bin/commands/migrate.js';
import { loadOlderTopology, loadTopology } from '../../topology/load.js';
import { migrate, migrateApprovals, steps } from '../../topology/migrate.js';
import { currentVersion } from '../../topology/schema/topology.js';
import { run } from '../bin/run.js';
import { wholeText } from '../support/topologies.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-migrate-'));
afterAll(() => rmSync(directory, { recursive: true }));
/** As topologies were before they said their version: one file, with everything in it. */
const version1 = wholeText()
  .replace('schemaVersion: 4\n', '')
  .replace('engine: envoy', 'engine: litellm # as it was')
  .replace(/ {2}# Issued the certificates[\s\S]*?END CERTIFICATE-----\n/, '')
  .replace('      authority: in-house\n', '')
  .replaceAll(/ {6}tasks: \{min: 2, max: \d\}\n/g, '')
  .replaceAll(/ {6}endpoint:\n( {8}(hostname|zone|certificateArn|callers).*\n){4}/g, '')
  .replaceAll(/ {4}(regimes|terms): .*\n/g, '')
  .replaceAll(/ {4}(discount|deprecationNoticeDays|parallelAvailabilityDays|priceProtectedUntil|indemnification|slaAvailability): .*\n/g, '')
  .replace(/ {2}# The month before.*\n {2}monthlyActiveUsers: .*\n/, '  monthlyActiveUsers: 250000\n')
  .replace(/ {6}licenceSha256: .*\n/, '')
  .replaceAll(/\n {2}(displayUrl|downstreamTermsUrl|derivedModels|trainsOnOutputs|separateLicence): .*/g, '');
const write = (name: string, text: string) => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};
const blueprint = (...args: string[]) => run('blueprint', args, directory);

describe('the chain', () => {
  it('has a step to every version, in order', () => {
    expect(steps.map(({ to }) => to)).toEqual(Array.from({ length: currentVersion - 1 }, (_, index) => index + 2));
  });

  it.each([
    ['below the comments at the top', '# schema\n\n# A system.\nname: a # short\n', '# schema\n\n# A system.\nschemaVersion: 4\nname: a # short\n'],
    ['with the line ends of the file', 'name: a\r\nx:   {a: 1,b: 2}\r\n', 'schemaVersion: 4\r\nname: a\r\nx:   {a: 1,b: 2}\r\n'],
    ['after a document marker', '---\nname: "a"\n', '---\nschemaVersion: 4\nname: "a"\n'],
    ['indented as the rest', '  name: a\n  x: 1\n', '  schemaVersion: 4\n  name: a\n  x: 1\n'],
    ['in braces', '{name: a}\n', '{schemaVersion: 4, name: a}\n'],
    ['in place of the old one', 'name: a\nschemaVersion: 1 # old\n', 'name: a\nschemaVersion: 4 # old\n'],
  ])('puts the version %s and touches nothing else', (_, before, after) => {
    const once = migrate(before, 'topology.yaml');
    expect(once.text).toBe(after);
    expect(once.from).toBe(1);
    expect(migrate(once.text, 'topology.yaml')).toEqual({ text: after, from: 4, changes: [] });
  });

  it('says line by line what it changed', () => {
    expect(migrate('# a\nname: x\n', 'topology.yaml').changes).toEqual([
      'topology.yaml:2: schemaVersion: 2 is new',
      'topology.yaml:2: schemaVersion: 2 -> 3',
      'topology.yaml:2: schemaVersion: 3 -> 4',
    ]);
  });
});

describe('what is no topology', () => {
  it.each([
    ['a list', '[1, 2]\n', /^topology\.yaml:1:1: the topology: received \[1,2\]\. Allowed: a mapping\.$/],
    ['a text', 'hello\n', /received "hello"\. Allowed: a mapping/],
  ])('is not said to be of this version: %s', (_, text, message) => {
    expect(() => migrate(text, 'topology.yaml')).toThrow(message);
  });

  it.each(['approvals', 'outputs', 'waivers'])('is the file of %s beside one, which no version is written into', (what) => {
    const text = '# granted\napprovals: {}\n';
    const file = write(`beside.${what}.yaml`, text);
    expect(() => loadTopology(file)).toThrow(`beside.${what}.yaml: holds the ${what} beside a topology. Allowed: the topology itself, beside.yaml.`);
    expect(() => loadOlderTopology(file)).toThrow('Allowed: the topology itself, beside.yaml.');
    expect(() => migrateTopology({ topology: file, write: true })).toThrow('Allowed: the topology itself, beside.yaml.');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('a run that is cut off between the two files', () => {
  it.each(['topology', 'approvals'])('at the %s is taken up by the next: approvals are migrated first, and twice is as once', (at) => {
    const [, granted = ''] = /^(contracts:[\s\S]*)$/m.exec(version1) ?? [];
    const once = migrateApprovals(granted, 'a.yaml', version1).text;
    expect(once).not.toBe(granted);
    expect(migrateApprovals(once, 'a.yaml', version1).text).toBe(once);
    const topology = write('cut.yaml', version1.replace(granted, ''));
    const approvals = write('cut.approvals.yaml', granted);
    // In the place of the draft that is written.
    write(`${at === 'topology' ? 'cut.yaml' : 'cut.approvals.yaml'}.${process.pid}`, '');
    expect(() => migrateTopology({ topology, write: true })).toThrow('EEXIST');
    expect(readFileSync(topology, 'utf8')).toBe(version1.replace(granted, ''));
    migrateTopology({ topology, write: true });
    expect(readFileSync(approvals, 'utf8')).toBe(once);
    expect(() => loadTopology(topology)).not.toThrow();
  });
});

describe('a topology of another version', () => {
  it.each([
    [
      'none',
      version1,
      /old\.yaml:\d+:1: schemaVersion: missing, so the file is of version 1\. Allowed: 4\. Run "npm run blueprint -- migrate --topology old\.yaml --write"/,
    ],
    ['an older one', `schemaVersion: 1\n${version1}`, /schemaVersion: received 1\. Allowed: 4\. Run/],
    ['a newer one', `schemaVersion: 5\n${version1}`, /schemaVersion: received 5\. .*newer blueprint than this one, \d+\.\d+\.\d+/],
    ['text', `schemaVersion: two\n${version1}`, /schemaVersion: received "two"/],
    ['a half', `schemaVersion: 1.5\n${version1}`, /schemaVersion: received 1\.5/],
  ])('is refused with %s', (_, text, message) => {
    expect(() => loadTopology(write('old.yaml', text))).toThrow(message);
  });

  it('loads after it was migrated as it did before', () => {
    const { topology, notes, sha256 } = loadOlderTopology(write('old.yaml', version1));
    expect(notes).toEqual([expect.stringContaining('schema version 1')]);
    const { topology: now, sha256: after } = loadTopology(write('new.yaml', migrate(version1, 'new.yaml').text));
    expect(topology).toEqual(now);
    // Outputs recorded the digest of the file that they were made from.
    expect(sha256).not.toBe(after);
    const reference = structuredClone(loadTopology('topology.yaml').topology);
    // Whom a private certificate is checked against, no step can know.
    reference.gateway.authorities = {};
    // Nor by what name applications call a gateway, and from where: network/gateway-front asks; and how many tasks it needs: capacity/gateway-tasks does.
    for (const zone of Object.values(reference.gateway.zones)) {
      delete zone.endpoint;
      zone.tasks = { min: 2, max: 4 };
    }
    Object.assign((reference.hosts['eu-fleet'] as { endpoint: object }).endpoint, { authority: 'public' });
    // Nor what was never asked.
    for (const workload of Object.values(reference.workloads)) workload.regimes = [];
    for (const contract of Object.values(reference.contracts)) {
      Object.assign(contract, { deprecationNoticeDays: 'none', parallelAvailabilityDays: 'none', priceProtectedUntil: 'none' });
    }
    reference.licence.monthlyActiveUsers = { '2024-11': { licensee: 250_000, affiliates: 0 } };
    for (const accepted of Object.values(reference.licence.accepted)) accepted.licenceSha256 = 'none';
    expect(now).toEqual(reference);
  });
});

const stepTo3 = [
  'schemaVersion: 2 -> 3',
  'gateway.engine: litellm -> envoy',
  'gateway.zones.eu.tasks: {min: 2, max: 4} is new',
  'gateway.zones.us.tasks: {min: 2, max: 4} is new',
  'gateway.zones.any.tasks: {min: 2, max: 4} is new',
  'hosts.eu-fleet.endpoint.authority: public is new',
];

describe('to version 3', () => {
  const gateway = (text: string) => `schemaVersion: 2\ngateway:\n${text}`;

  it.each([
    [
      'maps in braces',
      '  engine: litellm # ours\n  zones: {eu: {network: a}}\n',
      '  engine: envoy # ours\n  zones: {eu: {tasks: {min: 2, max: 4}, network: a}}\n',
    ],
    [
      'blocks with comments',
      '  engine: "litellm"\n  zones:\n    # here\n    eu:\n      network: a # there\n',
      '  engine: envoy\n  zones:\n    # here\n    eu:\n      tasks: {min: 2, max: 4}\n      network: a # there\n',
    ],
    [
      'what says it already',
      '  engine: envoy\n  zones: {eu: {network: a, tasks: {min: 3, max: 9}}}\n',
      '  engine: envoy\n  zones: {eu: {network: a, tasks: {min: 3, max: 9}}}\n',
    ],
  ])('takes %s along', (_, before, after) => {
    expect(migrate(gateway(before), 'topology.yaml').text).toBe(gateway(after).replace('2', '4'));
  });

  it('says of fleets who issued their certificates, and of nothing else', () => {
    const before =
      'schemaVersion: 2\nhosts:\n  f:\n    kind: self-hosted\n    endpoint:\n      hostname: a.b\n  v: {kind: vertex-endpoint, endpoint: private-psc}\n';
    expect(migrate(before, 'topology.yaml').text).toBe(before.replace('2', '4').replace('      hostname', '      authority: public\n      hostname'));
  });

  it.each([
    ['in the middle', 'id: vpc-1, routeTables: [rtb-1], subnets: [a, b]', 'id: vpc-1, subnets: [a, b]'],
    ['first', 'routeTables: [rtb-1], id: vpc-1', 'id: vpc-1'],
    ['last', 'id: vpc-1, routeTables: [rtb-1]', 'id: vpc-1'],
  ])('takes route tables out of a map in braces, %s', (_, before, after) => {
    const text = (fields: string) => `schemaVersion: 2\nexisting:\n  networks:\n    eu: {${fields}} # ours\n`;
    expect(migrate(text(before), 'topology.yaml')).toMatchObject({
      text: text(after).replace('2', '4'),
      changes: [
        'topology.yaml:1: schemaVersion: 2 -> 3',
        'topology.yaml:4: existing.networks.eu.routeTables goes: nothing used it',
        'topology.yaml:1: schemaVersion: 3 -> 4',
      ],
    });
  });

  it.each(['      routeTables: [rtb-1] # main\n', '      routeTables:\n        - rtb-1\n        - rtb-2\n'])(
    'takes route tables out of a block, with their lines',
    (lines) => {
      const text = (some: string) => `schemaVersion: 2\nexisting:\n  networks:\n    eu:\n      id: vpc-1\n${some}      subnets: [a, b]\n`;
      expect(migrate(text(lines), 'topology.yaml').text).toBe(text('').replace('2', '4'));
      const last = (some: string) => `schemaVersion: 2\nexisting:\n  networks:\n    eu:\n      id: vpc-1\n${some}`;
      expect(migrate(last(lines), 'topology.yaml').text).toBe(last('').replace('2', '4'));
    },
  );

  it('refuses the old engine in a file of this version, with what is allowed', () => {
    const text = wholeText().replace('engine: envoy', 'engine: litellm');
    expect(() => loadTopology(write('engine.yaml', text))).toThrow(/gateway\.engine: received "litellm"\. Allowed: envoy/);
  });
});

describe('to version 4', () => {
  const models = 'schemaVersion: 3\nmodels:\n  a: {release: x}\n  b: {release: y}\n';
  const migrated = (text: string) => migrateApprovals(text, 'topology.approvals.yaml', models).text;

  it('asks each workload and contract what was never asked, behind what they say', () => {
    const before = 'workloads:\n  w:\n    zone: eu # here\n    budget:\n      usdPerMonth: 1 # one\n\n  v: {zone: eu}\n';
    expect(migrate(`schemaVersion: 3\n${before}`, 'topology.yaml').text).toBe(
      'schemaVersion: 4\nworkloads:\n  w:\n    zone: eu # here\n    budget:\n      usdPerMonth: 1 # one\n    regimes: []\n' +
        '    terms: {retentionDays: 0, indemnity: false, migrationDays: 90}\n\n' +
        '  v: {zone: eu, regimes: [], terms: {retentionDays: 0, indemnity: false, migrationDays: 90}}\n',
    );
    expect(migrated('contracts:\n  c: {provider: aws, data: {training: false}, addenda: [dpa], discount: {fraction: 0.1}}\n')).toBe(
      'contracts:\n  c: {provider: aws, data: {training: false}, addenda: [dpa], discount: {fraction: 0.1}, deprecationNoticeDays: none, ' +
        'parallelAvailabilityDays: none, priceProtectedUntil: none, indemnification: {covered: false, evidence: none}, slaAvailability: none}\n',
    );
  });

  it('takes the users of the month that each accepted version asks about, and what spoke of Llama in general for every model', () => {
    const before =
      'licence:\n  monthlyActiveUsers: 9 # all\n  distribution: internal\n  trainsOnOutputs: true\n  derivedModelNames: [Llama-A]\n' +
      '  separateLicenceId: meta-1\n  accepted:\n    x:\n      version: "3.3" # read\n      on: 2026-01-01\n    y:\n      version: "4"\n';
    expect(migrated(before)).toBe(
      'licence:\n  monthlyActiveUsers: {2024-11: {licensee: 9, affiliates: 0}, 2025-03: {licensee: 9, affiliates: 0}} # all\n  distribution: internal\n' +
        '  trainsOnOutputs: [a, b]\n  derivedModels: {derived-1: {name: "Llama-A", from: [a, b]}}\n  separateLicence: {number: "meta-1"}\n' +
        '  accepted:\n    x:\n      version: "3.3" # read\n      on: 2026-01-01\n      licenceSha256: none\n    y:\n      version: "4"\n      licenceSha256: none\n' +
        '  displayUrl: none\n  documentationUrl: none\n  downstreamTermsUrl: none\n',
    );
  });

  it('touches no approvals of a topology of this version', () => {
    const text = 'licence: {distribution: internal}\n';
    expect(migrateApprovals(text, 'a.yaml', models.replace('3', '4'))).toEqual({ text, from: 4, changes: [] });
  });
});

describe('blueprint migrate', () => {
  it('prints the result and leaves the file alone', () => {
    const file = write('topology.yaml', version1);
    const { code, stdout, stderr } = blueprint('migrate');
    expect({ code, stdout }).toEqual({ code: 0, stdout: migrate(version1, '').text });
    expect(stderr).toMatch(/^topology\.yaml: version 1 -> 4\n {2}topology\.yaml:\d+: schemaVersion: 2 is new\n/);
    for (const change of stepTo3) expect(stderr).toContain(change);
    expect(readFileSync(file, 'utf8')).toBe(version1);
  });

  it('replaces the file when it is asked to, once', () => {
    const file = write('topology.yaml', version1);
    expect(blueprint('migrate', '--write')).toMatchObject({ code: 0, stdout: expect.stringContaining('version 1 -> 4'), stderr: '' });
    expect(loadTopology(file).topology.schemaVersion).toBe(4);
    expect(blueprint('migrate', '--write')).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing changes') });
  });

  it('refuses what is of no version it knows, with exit code 2', () => {
    write('topology.yaml', 'schemaVersion: 9\nname: a\n');
    expect(blueprint('migrate')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('received 9') });
  });
});
