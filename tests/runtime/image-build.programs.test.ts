import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleInto } from '../../gateway/image/programs.js';
import { tarOf } from '../../gateway/image/tar.js';
import { imageBuildspec } from '../../runtime/gateway/image/buildspec.js';
import { signatureIn } from '../../runtime/gateway/image/signed.js';
import { run } from './emulator.js';

// The same with crane and a registry: npm run verify images.
const hex = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
const registry = '444455556666.dkr.ecr.eu-north-1.amazonaws.com';
const work = mkdtempSync(join(tmpdir(), 'image-build-'));
const at = (...path: readonly string[]) => join(work, ...path);
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const layer = gzipSync('layer');
let context: Buffer;

/** A registry is a directory for each reference, with a layout of OCI in it. Tags never move. */
const crane = `
store="$STORE"; named() { printf '%s/%s' "$store" "$(tr '/:@' '___' <<<"$1")"; }
of() { sed -E 's/.*"digest":"(sha256:[0-9a-f]{64})".*/\\1/' "$1/index.json"; }
echo "crane $*" >>"$CALLS"
case "$1" in
auth) cat >/dev/null ;;
digest) of "$(named "$2")" 2>/dev/null ;;
manifest) d="$(named "$2")"; [[ -d "$d" ]] && cat "$d/blobs/sha256/$(of "$d" | cut -d: -f2)" ;;
copy) [[ -d "$(named "$2")" ]] && cp -r "$(named "$2")" "$(named "$3")" ;;
pull) [[ -d "$(named "$4")" ]] && cp -r "$(named "$4")" "$5" ;;
push) [[ ! -e "$(named "$3")" ]] && cp -r "$2" "$(named "$3")" ;;
esac`;
const aws = `
echo "aws $1 $2" >>"$CALLS"
files=(); for word in "$@"; do [[ "$word" == fileb://* ]] && files+=("\${word#fileb://}"); done
case "$1 $2" in
's3 cp') cp "$CONTEXT" "\${@: -1}" ;;
'ecr get-login-password') echo a-password-of-ecr ;;
'kms sign') openssl pkeyutl -sign -inkey "$KEY" -in "\${files[0]}" | base64 -w 0 ;;
'kms verify') openssl pkeyutl -verify -inkey "$KEY" -in "\${files[0]}" -sigfile "\${files[1]}" >/dev/null && echo True ;;
esac`;

/** An image in a layout, as pulling leaves it. Returns its digest. */
function stored(reference: string, content: string): string {
  const config = JSON.stringify({ os: 'linux', architecture: 'amd64', config: {}, rootfs: { type: 'layers', diff_ids: [`sha256:${hex(content)}`] } });
  const own = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: `sha256:${hex(content)}`, size: content.length };
  const manifest = JSON.stringify({ schemaVersion: 2, config: { mediaType: 'c', digest: `sha256:${hex(config)}`, size: config.length }, layers: [own] });
  const digest = `sha256:${hex(manifest)}`;
  const place = at('store', reference.replace(/[/:@]/g, '_').replace('DIGEST', digest.replace(':', '_')));
  mkdirSync(join(place, 'blobs', 'sha256'), { recursive: true });
  for (const blob of [content, config, manifest]) writeFileSync(join(place, 'blobs', 'sha256', hex(blob)), blob);
  writeFileSync(join(place, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [{ digest }] }));
  return digest;
}

let sources: { base: string; envoy: string };
let count = 0;

beforeAll(() => {
  mkdirSync(at('bin'));
  for (const [name, body] of Object.entries({ crane, aws })) {
    writeFileSync(at('bin', name), `#!/usr/bin/env bash\nset -Eeuo pipefail\n${body}\n`);
    chmodSync(at('bin', name), 0o755);
  }
  bundleInto(at('bundle'), { assemble: 'runtime/gateway/image/assemble.ts' });
  const files = { 'assemble.mjs': readFileSync(at('bundle', 'assemble.mjs')), 'layer.tar.gz': layer, 'sbom.cdx.json': Buffer.from('{}') };
  context = tarOf(Object.entries(files).map(([path, content]) => ({ path, owner: 0, content })));
  writeFileSync(at('context.tar'), context);
  writeFileSync(at('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  sources = { base: stored('gcr.io/distroless/node@DIGEST', 'base'), envoy: stored('docker.io/envoyproxy/envoy@DIGEST', 'envoy') };
});
afterAll(() => rmSync(work, { recursive: true }));

/** Runs the commands of the buildspec as CodeBuild does, on a registry with the sources alone or on the one given. */
async function build(change: Readonly<Record<string, string>> = {}, before?: string) {
  const place = at(`run-${++count}`);
  mkdirSync(place);
  cpSync(before ?? at('store'), join(place, 'store'), { recursive: true });
  const environment = {
    PATH: `${at('bin')}:${process.env['PATH']}`,
    // Bash reads a start-up file there where its input is a socket.
    HOME: place,
    STORE: join(place, 'store'),
    CALLS: join(place, 'calls'),
    CONTEXT: at('context.tar'),
    KEY: at('key.pem'),
    BASE: `gcr.io/distroless/node:nonroot@${sources.base}`,
    ENVOY: `docker.io/envoyproxy/envoy:distroless-v1.40.0@${sources.envoy}`,
    REGISTRY: registry,
    ENVOY_REPOSITORY: 'llama-gateway/acme/envoy',
    PROCESSES_REPOSITORY: 'llama-gateway/acme/processes',
    CONTEXT_BUCKET: 'assets',
    CONTEXT_KEY: 'context.tar',
    CONTEXT_SHA256: hex(context),
    PROGRAMS: 'f'.repeat(64),
    SIGNING_KEY: 'arn:aws:kms:eu-north-1:444455556666:key/made-up',
    WORK: join(place, 'work'),
    ...change,
  };
  const { phases, env } = JSON.parse(imageBuildspec());
  expect(env).toEqual({ shell: 'bash' });
  const commands: string[] = phases.build.commands.map((command: string) => command.replaceAll('/tmp/image', join(place, 'image')));
  const result = await run('bash', ['-e', '-c', commands.join('\n')], environment);
  const calls = existsSync(environment.CALLS) ? readFileSync(environment.CALLS, 'utf8') : '';
  return {
    ...result,
    store: environment.STORE,
    tags: readdirSync(environment.STORE)
      .filter((name) => name.startsWith('4444'))
      .sort(),
    calls,
  };
}

/** What the store has under a reference of the registry. */
function manifestOf(store: string, name: string): string {
  const place = join(store, name);
  const { manifests } = JSON.parse(readFileSync(join(place, 'index.json'), 'utf8'));
  return readFileSync(join(place, 'blobs', 'sha256', manifests[0].digest.slice(7)), 'utf8');
}

describe.concurrent('the job that builds images', () => {
  it('copies Envoy, assembles the programs on the base, signs both; a second run does nothing, and one where a tag or a signature is not its own is refused', async ({
    expect,
  }) => {
    const first = await build();
    expect(first).toMatchObject({ status: 0 });
    const tag = `${hex(layer).slice(0, 12)}-${sources.base.slice(7, 19)}`;
    const own = (repository: string, name: string) => `${registry}_llama-gateway_acme_${repository}_${name}`;
    const [, digest = ''] = new RegExp(`ready: processes ${registry}/llama-gateway/acme/processes:${tag}@(sha256:[0-9a-f]{64})`).exec(first.output) ?? [];
    const beside = (of: string, what: string) => `${of.replace(':', '-')}.${what}`;
    expect(first.tags).toEqual(
      [
        own('envoy', 'distroless-v1.40.0'),
        own('envoy', beside(sources.envoy, 'sig')),
        own('processes', tag),
        own('processes', beside(digest, 'sbom')),
        own('processes', beside(digest, 'sig')),
      ].sort(),
    );
    expect(`sha256:${hex(manifestOf(first.store, own('processes', tag)))}`).toBe(digest);
    expect(manifestOf(first.store, own('processes', tag))).toContain(`"digest":"sha256:${hex(layer)}"`);
    // Checked by what nobody of the job's made: the payload is in the blob that the manifest names.
    for (const [repository, of] of [
      ['envoy', sources.envoy],
      ['processes', digest],
    ] as const) {
      const { signature, payload } = signatureIn(manifestOf(first.store, own(repository, beside(of, 'sig')))) ?? { signature: '', payload: '' };
      const signed = readFileSync(join(first.store, own(repository, beside(of, 'sig')), 'blobs', 'sha256', payload.slice(7)));
      expect(verify('sha256', signed, createPublicKey(createPrivateKey(readFileSync(at('key.pem')))), Buffer.from(signature, 'base64'))).toBe(true);
      expect(JSON.parse(signed.toString('utf8')).critical).toMatchObject({
        identity: { 'docker-reference': `${registry}/llama-gateway/acme/${repository}` },
        image: { 'docker-manifest-digest': of },
      });
    }
    const again = await build({}, first.store);
    expect(again).toMatchObject({ status: 0, tags: first.tags, calls: expect.not.stringMatching(/crane (push|copy)|aws kms sign/) });
    // What lets the job into the registry is in no log and on no command line.
    expect(first.output + first.calls).not.toContain('a-password-of-ecr');

    const moved = at('moved');
    cpSync(first.store, moved, { recursive: true });
    const built = first.tags.find((name) => /processes_[0-9a-f]{12}-/.test(name)) ?? '';
    cpSync(join(first.store, first.tags[0] ?? ''), join(moved, built), { recursive: true });
    expect(await build({}, moved)).toMatchObject({ status: 1, output: expect.stringContaining('made was') });
    writeFileSync(at('other.pem'), generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(await build({ KEY: at('other.pem') }, first.store)).toMatchObject({ status: 1, output: expect.stringContaining('was not made with') });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['programs of another digest', { CONTEXT_SHA256: '0'.repeat(64) }, 'synthesized were'],
    ['a base without a digest', { BASE: 'gcr.io/distroless/node:nonroot' }, 'BASE is "gcr.io/distroless/node:nonroot"'],
    ['a base that is not there', { BASE: `gcr.io/distroless/node:nonroot@sha256:${'0'.repeat(64)}` }, 'the base cannot be fetched'],
    ['an Envoy that is not there', { ENVOY: `docker.io/envoyproxy/envoy:1@sha256:${'0'.repeat(64)}` }, 'Envoy cannot be copied'],
  ])('refuses %s, and signs nothing', async (_, change, message) => {
    const result = await build(change);
    expect(result).toMatchObject({ status: 1, output: expect.stringContaining(message), calls: expect.not.stringContaining('kms sign') });
  });
});
