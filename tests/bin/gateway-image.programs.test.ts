import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordImages, writeImage } from '../../bin/commands/gateway-image.js';
import { InputError } from '../../topology/error.js';
import { wholeText } from '../support/topologies.js';

const base = `gcr.example/distroless/nodejs22-debian12:nonroot@sha256:${'a'.repeat(64)}`;
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

let directory: string;
const at = (...path: readonly string[]) => join(directory, ...path);
const read = (...path: readonly string[]) => readFileSync(at(...path), 'utf8');
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'blueprint-image-'));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  for (const output of ['one', 'two']) expect(writeImage({ base, output: at(output) })).toBe(0);
  // Bundles of seven programs, twice, on a machine that does more.
}, 180_000);
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const refused = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'not refused';
};

describe('gateway image write', () => {
  it('writes the same bytes each time, and names no place of this machine', () => {
    const files = (output: string) =>
      readdirSync(at(output), { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(at(output).length));
    expect(files('one')).toEqual(files('two'));
    for (const file of files('one')) expect(read('one', file)).toBe(read('two', file));
    for (const file of files('one').filter((one) => one.endsWith('.mjs'))) expect(read('one', file)).not.toContain(process.cwd());
  });

  it('writes a Containerfile that fetches its base by digest, runs nothing and gives the programs no right', () => {
    const lines = read('one', 'Containerfile').split('\n');
    expect(lines.filter((line) => /^(FROM|USER|ENTRYPOINT|VOLUME) /.test(line))).toEqual([
      `FROM ${base}`,
      'USER 65532:65532',
      'VOLUME ["/etc/gateway","/run/gateway"]',
      'ENTRYPOINT ["/nodejs/bin/node"]',
    ]);
    expect(lines.filter((line) => /^(RUN|ADD|ARG) /.test(line))).toEqual([]);
    expect(lines).toContain('COPY --chown=65532:65532 run/gateway /run/gateway');
  });

  it.each([
    ['configuration', [], 2, 'CONFIGURATION_SHA256'],
    ['policy', ['/nowhere/policy.json'], 2, ''],
    ['keys', ['/nowhere/keys.json'], 2, ''],
    ['tokens', ['/nowhere/tokens.json'], 2, ''],
    ['translator', ['/nowhere/translator.json'], 2, ''],
    ['drain', [], 2, ''],
    ['health', ['file', '/nowhere'], 1, ''],
  ])('writes the program %s, which starts without anything beside it', (name, words, code, says) => {
    const { status, stderr } = spawnSync(process.execPath, [at('one', 'app', name, 'index.mjs'), ...words], { encoding: 'utf8', env: {}, cwd: '/' });
    expect([status, stderr]).toEqual([code, expect.stringContaining(says)]);
  });

  it('says what is in it: programs by digest, packages as the lock file pins them, and their licences', () => {
    const { components, serialNumber } = JSON.parse(read('one', 'app', 'sbom.cdx.json'));
    expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const named = (name: string) => components.find((one: { name: string }) => one.name === name);
    expect(named('/app/policy/index.mjs').hashes).toEqual([{ alg: 'SHA-256', content: sha256(readFileSync(at('one', 'app', 'policy', 'index.mjs'))) }]);
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of ['zod', '@grpc/grpc-js', '@aws-sdk/client-bedrock-runtime']) {
      expect(named(name)).toMatchObject({ version: dependencies[name], hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }] });
      expect(read('one', 'app', 'LICENCES.txt')).toContain(`${name} ${dependencies[name]}: `);
    }
    // What only the commands need is not in an image.
    expect(named('aws-cdk-lib')).toBeUndefined();
    expect(named('esbuild')).toBeUndefined();
  });

  it('refuses a base without digest or version, one that is denied, and a directory that holds something', () => {
    const write = (from: string, output = at('three')) => refused(() => writeImage({ base: from, output }));
    expect(write('gcr.example/distroless/nodejs22')).toContain('Allowed: repository:tag@sha256:digest');
    expect(write(`node@sha256:${'a'.repeat(64)}`)).toContain('the tag says the version');
    expect(write(`x/litellm:1.82.7@sha256:${'a'.repeat(64)}`)).toContain('litellm 1.82.7: trojaned release');
    expect(write(base, at('one'))).toContain('is not empty');
    expect(existsSync(at('three'))).toBe(false);
  });
});

describe('gateway image record', () => {
  const programs = () => /sha256:([0-9a-f]{64})/.exec(read('one', 'Containerfile').split('\n').at(-2) ?? '')?.[1] ?? '';
  const configured = (more: object = {}) => ({
    os: 'linux',
    architecture: 'amd64',
    config: { User: '65532:65532', Entrypoint: ['/nodejs/bin/node'], Labels: { 'llama.gateway.programs': `sha256:${programs()}` }, ...more },
  });
  /** Writes what ECR says of a scan, with changes, and returns its path. */
  const scan = (name: string, digest: string, change: object = {}) => {
    const fine = {
      imageId: { imageDigest: `sha256:${digest}` },
      imageScanStatus: { status: 'ACTIVE' },
      imageScanFindings: { imageScanCompletedAt: '2026-11-29T10:00:00+00:00', findingSeverityCounts: { LOW: 2 } },
    };
    writeFileSync(at(name), JSON.stringify({ ...fine, ...change }));
    return at(name);
  };
  /** Files as a registry gives them, and the options that name them. */
  const held = (config: object = configured(), envoyManifest: object = { config: { digest: `sha256:${'e'.repeat(64)}` } }) => {
    const texts = { config: JSON.stringify(config), envoy: JSON.stringify(envoyManifest) };
    const manifest = JSON.stringify({ schemaVersion: 2, config: { digest: `sha256:${sha256(texts.config)}` } });
    writeFileSync(at('topology.yaml'), wholeText());
    writeFileSync(at('config.json'), texts.config);
    writeFileSync(at('envoy.json'), texts.envoy);
    writeFileSync(at('manifest.json'), manifest);
    return {
      topology: at('topology.yaml'),
      account: 'prod',
      region: 'eu-north-1',
      envoy: `llama-gateway/envoy:distroless-v1.40.0@sha256:${sha256(texts.envoy)}`,
      processes: `llama-gateway/processes:1.0.0@sha256:${sha256(manifest)}`,
      envoyManifest: at('envoy.json'),
      processesManifest: at('manifest.json'),
      processesConfig: at('config.json'),
      asOf: '2026-11-30',
      envoyScan: scan('envoy-scan.json', sha256(texts.envoy)),
      processesScan: scan('processes-scan.json', sha256(manifest)),
    };
  };

  it('writes both images where the registry holds the programs of this version', () => {
    const options = held();
    expect(recordImages(options)).toBe(0);
    expect(read('topology.outputs.yaml')).toContain(
      `gateway:\n  images:\n    prod:\n      eu-north-1:\n        envoy: ${options.envoy}\n        processes: ${options.processes}\n`,
    );
    // The first day of a digest stays; another digest has a day of its own.
    const days = () => read('topology.outputs.yaml').match(/(envoy|processes): 2026-.*$/gm);
    expect(days()).toEqual(['envoy: 2026-11-30', 'processes: 2026-11-30']);
    writeFileSync(at('envoy.json'), '{"config":{"digest":"sha256:2"}}');
    const envoy = `llama-gateway/envoy:distroless-v1.40.1@sha256:${sha256(read('envoy.json'))}`;
    const envoyScan = scan('envoy-scan.json', sha256(read('envoy.json')));
    expect(recordImages({ ...options, envoy, envoyScan, asOf: '2026-12-24' })).toBe(0);
    expect(days()).toEqual(['envoy: 2026-12-24', 'processes: 2026-11-30']);
    rmSync(at('topology.outputs.yaml'));
  });

  it.each<[string, () => Parameters<typeof recordImages>[0], string]>([
    ['an image of other programs', () => held(configured({ Labels: { 'llama.gateway.programs': `sha256:${'0'.repeat(64)}` } })), 'programs sha256:000'],
    ['an image of nobody knows what', () => held(configured({ Labels: null })), 'programs not said'],
    ['programs that run as root', () => held(configured({ User: 'root' })), 'user root. Allowed: 65532:65532'],
    ['a shell', () => held(configured({ Entrypoint: ['/bin/sh'] })), 'entry point /bin/sh'],
    ['another machine', () => held({ ...configured(), architecture: 'arm64' }), 'platform linux/arm64'],
    ['a manifest of another digest', () => ({ ...held(), processes: `p:1@sha256:${'9'.repeat(64)}` }), '--processes names sha256:999'],
    ['a configuration of another image', () => ({ ...held(), processesConfig: at('envoy.json') }), 'its manifest names sha256:'],
    ['an index', () => held(configured(), { manifests: [] }), 'not of an index of several'],
    ['a denied Envoy', () => ({ ...held(), envoy: `x/envoy:1.39.0@sha256:${'e'.repeat(64)}` }), 'the files of a gateway were never run by it'],
    ['a region without a gateway', () => ({ ...held(), region: 'eu-west-1' }), '--account prod --region eu-north-1; --account prod --region us-east-2'],
  ])('refuses %s', (_, options, says) => {
    expect(refused(() => recordImages(options()))).toContain(says);
    expect(existsSync(at('topology.outputs.yaml'))).toBe(false);
  });

  const found = (counts: object, on: string | number = '2026-11-29T10:00:00+00:00') => ({
    imageScanFindings: { imageScanCompletedAt: on, findingSeverityCounts: counts },
  });
  it.each<[string, object, string]>([
    ['is not scanned', { imageScanStatus: { status: 'PENDING' }, imageScanFindings: undefined }, 'is not scanned: PENDING. Allowed: COMPLETE, ACTIVE.'],
    ['cannot be scanned', { imageScanStatus: { status: 'UNSUPPORTED_IMAGE' } }, 'is not scanned: UNSUPPORTED_IMAGE'],
    ['was scanned long ago', found({}, '2026-10-30T10:00:00Z'), 'was scanned on 2026-10-30 (as of 2026-11-30). Allowed: 30 days ago at most.'],
    ['was scanned long ago, in seconds', found({}, 1_700_000_000), 'was scanned on 2023-11-14'],
    ['was scanned nobody knows when', found({}, 'soon'), 'was scanned on soon'],
    ['has a finding that matters', found({ CRITICAL: 1, HIGH: 2, LOW: 3 }), 'has findings: 1 CRITICAL, 2 HIGH. Allowed: none of CRITICAL, HIGH.'],
    ['is another', { imageId: { imageDigest: `sha256:${'9'.repeat(64)}` } }, '--processes names sha256:'],
    ['is described by something else', { imageId: 1 }, 'is not what "aws ecr describe-image-scan-findings" prints'],
  ])('refuses an image that %s', (_, change, says) => {
    const options = held();
    const [, digest = ''] = options.processes.split('@sha256:');
    expect(refused(() => recordImages({ ...options, processesScan: scan('processes-scan.json', digest, change) }))).toContain(says);
    expect(existsSync(at('topology.outputs.yaml'))).toBe(false);
  });

  it('is a command', () => {
    const help = execFileSync(process.execPath, ['bin/run.mjs', 'blueprint', 'gateway', 'image', '--help'], { encoding: 'utf8' });
    expect(help).toMatch(/write[\s\S]*record/);
  });
});
