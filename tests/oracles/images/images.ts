import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { imageContent } from '../../../gateway/image/context.js';
import { imageLayer, jobContext } from '../../../gateway/image/layer.js';
import { tarOf } from '../../../gateway/image/tar.js';
import { assembledImage } from '../../../runtime/gateway/image/assembled.js';
import { digestOf } from '../../../runtime/gateway/image/oci.js';
import type { Asked } from '../asked.js';
import type { Verdict } from '../tools.js';
import { cosign, crane, craneVersion, type Found } from './programs.js';

/**
 * The job that builds images, with crane and a registry on the loopback: what it pushes is a valid image of the digest that was known before, a second run
 * pushes nothing, and cosign accepts the signatures where there is one.
 */
export async function images({ builds }: Asked): Promise<Verdict> {
  const program = crane();
  if ('missing' in program) return { findings: [], judged: '', skipped: `images: ${program.missing}` };
  const work = mkdtempSync(join(tmpdir(), 'oracle-images-'));
  const port = await freePort();
  const registry = spawn(program.path, ['registry', 'serve', '--address', `127.0.0.1:${port}`], { stdio: 'ignore' });
  try {
    await answers(port, registry);
    return judged(new Job(work, `127.0.0.1:${port}`, program.path), cosign(builds));
  } finally {
    registry.kill();
    rmSync(work, { recursive: true });
  }
}

function judged(job: Job, verifier: Found): Verdict {
  const first = job.build();
  const [, processes = ''] = /ready: processes (\S+)/.exec(first.text) ?? [];
  const [, envoy = ''] = /ready: envoy (\S+)/.exec(first.text) ?? [];
  if (first.status !== 0 || processes === '')
    return { findings: [`images: the job ended with ${first.status}: ${first.text.trim().split('\n').at(-1)}`], judged: '' };
  const again = job.build();
  const made = digestOf(assembledImage({ base: job.base(), layer: imageLayer(imageContent()), programs: job.programs }).manifest);
  const findings = [
    ...(processes.endsWith(`@${made}`) ? [] : [`images: the job made ${processes}. Expected: ${made}`]),
    ...(again.status === 0 && !/pushed|copied|signed/.test(again.text) ? [] : ['images: a second run did something']),
    ...(job.crane('validate', '--remote', processes).status === 0 ? [] : [`images: crane does not take ${processes} for valid`]),
    ...[envoy, processes].flatMap((image) =>
      'missing' in verifier || job.isVerified(verifier.path, image) ? [] : [`images: cosign does not verify ${image}`],
    ),
  ];
  const skipped = 'missing' in verifier ? { skipped: `images: signatures were not verified: ${verifier.missing}` } : {};
  return { findings, judged: `two images through crane ${craneVersion}${'missing' in verifier ? '' : ' and cosign'}`, ...skipped };
}

/** The job with all that it is given: a base and an Envoy in the registry, the archive of this version, a key. */
class Job {
  readonly programs: string;
  private readonly sha256: string;
  private readonly digests: { readonly base: string; readonly envoy: string };

  constructor(
    private readonly work: string,
    private readonly registry: string,
    private readonly program: string,
  ) {
    const { archive, programs } = jobContext();
    this.programs = programs;
    this.sha256 = createHash('sha256').update(archive).digest('hex');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    writeFileSync(join(work, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(work, 'key.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(join(work, 'context.tar'), archive);
    mkdirSync(join(work, 'bin'));
    symlinkSync(resolve('tests/oracles/images/aws.sh'), join(work, 'bin', 'aws'));
    symlinkSync(resolve(program), join(work, 'bin', 'crane'));
    this.digests = { base: this.source('distroless/node:nonroot'), envoy: this.source('envoyproxy/envoy:distroless-v1.40.0') };
  }

  /** An image of one file for linux/amd64. */
  private source(name: string): string {
    const layer = join(this.work, 'source.tar');
    writeFileSync(layer, tarOf([{ path: 'file', owner: 0, content: Buffer.from(name) }]));
    this.crane('append', '-f', layer, '-t', `${this.registry}/${name}`);
    this.crane('mutate', `${this.registry}/${name}`, '--set-platform', 'linux/amd64', '-t', `${this.registry}/${name}`);
    return this.crane('digest', `${this.registry}/${name}`).stdout.trim();
  }

  base(): { readonly manifest: Buffer; readonly config: Buffer } {
    const reference = `${this.registry}/distroless/node@${this.digests.base}`;
    return { manifest: Buffer.from(this.crane('manifest', reference).stdout), config: Buffer.from(this.crane('config', reference).stdout) };
  }

  crane(...words: readonly string[]) {
    return spawnSync(this.program, words, { encoding: 'utf8' });
  }

  isVerified(program: string, image: string): boolean {
    return spawnSync(program, ['verify', '--key', join(this.work, 'key.pub'), '--insecure-ignore-tlog=true', image], { stdio: 'ignore' }).status === 0;
  }

  build(): { readonly status: number | null; readonly text: string } {
    const { base, envoy } = this.digests;
    const place = mkdtempSync(join(this.work, 'run-'));
    const environment = {
      PATH: `${join(this.work, 'bin')}:${process.env['PATH']}`,
      HOME: place,
      CONTEXT: join(this.work, 'context.tar'),
      KEY: join(this.work, 'key.pem'),
      BASE: `${this.registry}/distroless/node:nonroot@${base}`,
      ENVOY: `${this.registry}/envoyproxy/envoy:distroless-v1.40.0@${envoy}`,
      REGISTRY: this.registry,
      ENVOY_REPOSITORY: 'llama-gateway/acme/envoy',
      PROCESSES_REPOSITORY: 'llama-gateway/acme/processes',
      CONTEXT_BUCKET: 'assets',
      CONTEXT_KEY: 'context.tar',
      CONTEXT_SHA256: this.sha256,
      PROGRAMS: this.programs,
      SIGNING_KEY: 'arn:aws:kms:eu-north-1:444455556666:key/made-up',
      WORK: join(place, 'work'),
    };
    const { status, stderr } = spawnSync('bash', ['runtime/gateway/image/build.sh'], { encoding: 'utf8', env: environment });
    // What crane says of its own is not the job's.
    return {
      status,
      text: stderr
        .split('\n')
        .filter((line) => line.includes(' image: '))
        .join('\n'),
    };
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answers(port: number, registry: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline && registry.exitCode === null; ) {
    const there = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (there) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the registry does not answer');
}
