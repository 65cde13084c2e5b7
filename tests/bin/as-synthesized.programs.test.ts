import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wholeText } from '../support/topologies.js';
import { run } from './run.js';

const outputs = ['cdk.out', 'cdktf.out', 'gateway.out'];
let directory: string;
const at = (path: string) => join(directory, path);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'as-synthesized-'));
  writeFileSync(at('topology.yaml'), wholeText('examples/hosted-only.yaml'));
  expect(run('blueprint', ['synth'], directory).code).toBe(0);
  for (const name of outputs) cpSync(at(name), at(`kept/${name}`), { recursive: true });
});
beforeEach(() => {
  for (const name of outputs) {
    rmSync(at(name), { recursive: true, force: true });
    cpSync(at(`kept/${name}`), at(name), { recursive: true });
  }
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const edit = (path: string, from: string | RegExp, to: string) => {
  const text = readFileSync(at(path), 'utf8');
  expect(text.search(from)).toBeGreaterThanOrEqual(0);
  writeFileSync(at(path), text.replace(from, to));
};
const network = 'cdk.out/hosted-hosted-aws-network-us.template.json';
const blueprint = (...args: string[]) => run('blueprint', args, directory);
/** What stops an output, with the rule and path of each finding. */
const found = (...args: string[]) => {
  const { findings } = JSON.parse(blueprint('check', '--from-output', ...args, '--format', 'json').stdout) as {
    findings: { rule: string; severity: string; path: string; message: string }[];
  };
  return findings.filter(({ severity }) => severity !== 'warning').map(({ rule, path, message }) => `${rule} at ${path}: ${message}`);
};
const only = () => {
  const [one, ...others] = found();
  expect(others).toEqual([]);
  return one;
};

describe('check --from-output', () => {
  it('accepts what was synthesized, from another working directory too', () => {
    const args = ['check', '--topology', `${basename(directory)}/topology.yaml`, '--from-output', at('cdk.out'), at('cdktf.out')];
    const { code, stdout } = run('blueprint', args, dirname(directory));
    expect([code, stdout]).toEqual([0, expect.stringContaining('0 fatal, 0 error')]);
  });

  it('refuses what no rule looks at, in the words of the diff and at the line that asked for it', () => {
    edit(network, /"Description": "/, '"Description": "Was: ');
    expect(only()).toMatch(/^state\/as-synthesized at networks\.us: cdk\.out\/hosted-.*received Was: .*synthesized /);
  });

  it('refuses an output without the others', () => {
    rmSync(at('cdktf.out'), { recursive: true });
    expect(only()).toBe('state/as-synthesized at name: cdktf.out is missing. Allowed: all outputs, as "npm run synth" publishes them.');
  });

  it('says once by which version output was made', () => {
    edit('cdk.out/blueprint.json', /"version": "[^"]+"/, '"version": "0.0.9"');
    edit(network, /"Description": "/, '"Description": "Was: ');
    expect(only()).toMatch(/^state\/as-synthesized at name: cdk\.out, cdktf\.out, gateway\.out: made by 0\.0\.9, this is \d/);
  });

  it('says once from which file output was made', () => {
    const text = readFileSync(at('topology.yaml'), 'utf8');
    try {
      writeFileSync(at('topology.yaml'), `${text}\n# edited\n`);
      expect(only()).toMatch(/made from another topology\.yaml \(sha256 [0-9a-f]{12}…, now sha256 [0-9a-f]{12}…\)/);
      writeFileSync(at('topology.yaml'), text);
      writeFileSync(at('topology.waivers.yaml'), '[]\n');
      expect(only()).toMatch(/made from another topology\.waivers\.yaml \(none, now sha256/);
    } finally {
      writeFileSync(at('topology.yaml'), text);
      rmSync(at('topology.waivers.yaml'), { force: true });
    }
  });

  it('says once that an application is named twice', () => {
    expect(blueprint('check', '--from-output', 'cdk.out', 'kept/cdk.out')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('kept/cdk.out: of the same application as cdk.out. Allowed: one output of each, cdk.out, cdktf.out, gateway.out.'),
    });
  });

  it.each<[string, string[], RegExp]>([
    ['cdk.out', ['cdktf.out', 'gateway.out'], / \(cdktf\.out and gateway\.out not judged\): 0 fatal/],
    ['cdktf.out', ['cdk.out', 'gateway.out'], / \(cdk\.out and gateway\.out not judged\): 0 fatal/],
    ['gateway.out', ['cdk.out', 'cdktf.out'], / \(cdk\.out and cdktf\.out not judged\): 0 fatal/],
  ])('judges %s alone, and says what it did not judge', (name, notJudged, line) => {
    const { code, stdout } = blueprint('check', '--from-output', name);
    expect([code, stdout]).toEqual([0, expect.stringMatching(line)]);
    const as = (format: string) => JSON.parse(blueprint('check', '--from-output', name, '--no-resynth', '--format', format).stdout);
    expect(as('json').notJudged).toEqual(notJudged);
    expect(JSON.stringify(as('sarif').runs[0].invocations)).toContain(`${notJudged.join(' and ')} not judged`);
  });

  it('names nothing that was not judged where all are', () => {
    expect(blueprint('check', '--from-output').stdout).not.toContain('not judged');
    expect(JSON.parse(blueprint('check', '--from-output', '--format', 'json').stdout)).not.toHaveProperty('notJudged');
  });

  it('misses a stack of the one application that is judged', () => {
    const manifest = JSON.parse(readFileSync(at('cdk.out/manifest.json'), 'utf8'));
    delete manifest.artifacts['hosted-hosted-aws-finance'];
    writeFileSync(at('cdk.out/manifest.json'), JSON.stringify(manifest));
    const missing = expect.stringMatching(/^state\/complete at finance: The output lacks hosted-hosted-aws-finance/);
    expect(found('cdk.out')).toContainEqual(missing);
    expect(found('cdk.out', '--no-resynth')).toContainEqual(missing);
  });

  it('takes an output for what it holds, whatever it is called', () => {
    rmSync(at('cdk.out'), { recursive: true });
    cpSync(at('kept/cdktf.out'), at('cdk.out'), { recursive: true });
    expect(found('cdk.out')).toEqual([]);
    expect(JSON.parse(blueprint('check', '--from-output', 'cdk.out', '--format', 'json').stdout).notJudged).toEqual(['cdk.out', 'gateway.out']);
  });

  it('takes output of another topology for unusable input', () => {
    writeFileSync(at('other.yaml'), wholeText('examples/sovereign.yaml'));
    expect(blueprint('check', '--topology', 'other.yaml', '--from-output')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^cdk\.out, cdktf\.out, gateway\.out: no output of other\.yaml\. Received stacks hosted-.* begin with "sovereign-"/),
    });
  });
});

describe('by rules alone', () => {
  it('does not see what no rule looks at, and says so', () => {
    edit(network, /"Description": "/, '"Description": "Was: ');
    const { code, stdout } = blueprint('check', '--from-output', '--no-resynth');
    expect([code, stdout]).toEqual([0, expect.stringContaining('by rules alone (not compared with a synthesis): 0 fatal, 0 error')]);
    expect(JSON.parse(blueprint('check', '--from-output', '--no-resynth', '--format', 'json').stdout).judged).toBe('output by rules alone');
  });

  it('still misses a stack', () => {
    rmSync(at('cdk.out'), { recursive: true });
    expect(found('--no-resynth')).toContainEqual(expect.stringMatching(/^state\/complete at networks\.us: The output lacks hosted-hosted-aws-network-us/));
  });

  const asset = () => /asset\.[0-9a-f]{64}(?=\/)/.exec(readFileSync(at('cdk.out/blueprint.json'), 'utf8'))?.[0] ?? expect.fail('no asset');
  const notRecorded = /^state\/as-synthesized at [\w.-]+: .* is not the file that blueprint\.json records\./;

  it.each<[string, () => void, RegExp]>([
    ['an archive that was edited', () => edit(`cdk.out/${asset()}/index.mjs`, /^/, '//'), notRecorded],
    ['a file added to one', () => writeFileSync(at(`cdk.out/${asset()}/more.mjs`), ''), /more\.mjs is no file of this synthesis/],
    ['the manifest, edited', () => edit('cdk.out/manifest.json', 'deploy-role', 'admin-role'), notRecorded],
    ['a list of assets, edited', () => edit('cdk.out/hosted-hosted-aws-finance.assets.json', 'cdk-hnb659fds', 'stranger'), notRecorded],
    ['a module added', () => mkdirSync(at('cdktf.out/stacks/x')) ?? writeFileSync(at('cdktf.out/stacks/x/cdk.tf.json'), '{}'), /is no file of this synthesis/],
    ['a file of a gateway added', () => mkdirSync(at('gateway.out/us')) ?? writeFileSync(at('gateway.out/us/envoy.json'), '{}'), /us\/envoy\.json is no file/],
    ['no record', () => rmSync(at('cdk.out/blueprint.json')), /cdk\.out does not record what is in it/],
    [
      'a record of another topology',
      () => edit('cdk.out/blueprint.json', /"inputs": \{\s+"topology": \{[^}]*?"sha256": "./, '$&0'),
      /made from another topology\.yaml/,
    ],
    ['a file that only the record has', () => rmSync(at('cdktf.out/manifest.json')), /cdktf\.out\/manifest\.json is missing/],
  ])('finds %s', (_, spoil, message) => {
    spoil();
    expect(found('--no-resynth').join('\n')).toMatch(message);
  });

  it('takes a template with a name twice for unusable input', () => {
    edit(network, /^\{/, '{"Resources": {},');
    expect(blueprint('check', '--from-output', '--no-resynth')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has the name "Resources" twice in one object'),
    });
    expect(found()).toContainEqual(expect.stringMatching(/^state\/as-synthesized at networks\.us: cdk\.out\/hosted-hosted-aws-network-us/));
  });

  it('finds an archive that the CDK would upload instead', () => {
    mkdirSync(at('cdk.out/.cache'));
    const archive = at(`cdk.out/.cache/${asset().replace('asset.', '')}.zip`);
    const files = (text: string) => zipSync({ 'index.mjs': Buffer.from(text) });
    const own = readFileSync(at(`cdk.out/${asset()}/index.mjs`), 'utf8');
    writeFileSync(archive, files(own));
    expect(found('--no-resynth')).toEqual([]);
    writeFileSync(archive, files(`//${own}`));
    expect(found('--no-resynth')).toEqual([expect.stringMatching(/holds another index\.mjs than the asset/)]);
  });

  it('needs an output', () => {
    expect(blueprint('check', '--no-resynth')).toMatchObject({ code: 2, stderr: expect.stringContaining('--no-resynth') });
  });
});

describe('a statement about outputs', () => {
  const statement = () => JSON.parse(blueprint('attest').stdout) as { subject: { name: string; digest: { sha256: string } }[] };
  const script = fileURLToPath(new URL('../../bin/verify-output.sh', import.meta.url));
  const verify = (name: string, digest: string) => {
    const { status, stdout, stderr } = spawnSync('sh', [script, name, digest], { cwd: directory, encoding: 'utf8' });
    return [status, stdout + stderr];
  };
  const digestOf = (name: string) => statement().subject.find((one) => one.name === `${name}/blueprint.json`)?.digest.sha256 ?? expect.fail(name);

  it('names each by the digest of what names every file', () => {
    expect(statement()).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'cdk.out/blueprint.json' }, { name: 'cdktf.out/blueprint.json' }, { name: 'gateway.out/blueprint.json' }],
      predicate: {
        outputs: [{ directory: 'cdk.out', inputs: { topology: { file: 'topology.yaml' } } }, { directory: 'cdktf.out' }, { directory: 'gateway.out' }],
      },
    });
  });

  it('is not made about outputs of different syntheses, though each is whole', () => {
    edit('cdktf.out/blueprint.json', /"generation": "[0-9a-f]{4}/, '"generation": "0000');
    expect(blueprint('attest')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/different generations: cdk\.out is of .*cdktf\.out is of 0000/),
    });
    expect(blueprint('attest', 'cdktf.out')).toMatchObject({ code: 0 });
  });

  it('is not made about output that was edited', () => {
    edit(network, /"Description": "/, '"Description": "Was: ');
    expect(blueprint('attest')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('changed since it was synthesized') });
  });

  it('lets a shell verify each, also one that holds no file yet', () => {
    expect(verify('cdk.out', digestOf('cdk.out'))).toEqual([0, expect.stringMatching(/^\d+ files are as attested\n$/)]);
    expect(verify('cdktf.out', digestOf('cdktf.out'))[0]).toBe(0);
    expect(verify('gateway.out', digestOf('gateway.out'))).toEqual([0, '0 files are as attested\n']);
  });

  it('which takes a list that it cannot read for no list', () => {
    const path = 'gateway.out/blueprint.json';
    edit(path, '"files": {}', '"files" : {}');
    const digest = createHash('sha256')
      .update(readFileSync(at(path)))
      .digest('hex');
    expect(verify('gateway.out', digest)).toEqual([1, expect.stringMatching(/names no files/)]);
  });

  it.each<[string, (path: string) => void, RegExp]>([
    ['another digest', () => undefined, /attested is 0{64}/],
    ['an edited file', (path) => edit(`${path}/manifest.json`, '{', '{ '), /manifest\.json: FAILED/],
    ['a further file', (path) => writeFileSync(at(`${path}/more.json`), '{}'), /not in blueprint\.json: more\.json/],
    ['a missing file', (path) => rmSync(at(`${path}/manifest.json`)), /manifest\.json: FAILED open or read/],
  ])('which refuses %s', (what, spoil, message) => {
    const digest = what === 'another digest' ? '0'.repeat(64) : digestOf('cdk.out');
    spoil('cdk.out');
    expect(verify('cdk.out', digest)).toEqual([1, expect.stringMatching(message)]);
  });
});
