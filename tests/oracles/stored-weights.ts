import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { weightsPrefix } from '../../derived/names.js';
import { type MissingWeights, missingWeights } from '../../derived/stored-weights.js';
import { loadTopology } from '../../topology/load.js';
import { entity } from '../../topology/views.js';
import type { Emulator } from './emulator.js';

/** Stands for the weights of every model: the names that one may have, with a few bytes each. */
const unproven: Readonly<Record<string, string>> = {
  LICENSE: 'licence\n',
  NOTICE: 'notice\n',
  'USE_POLICY.md': 'policy\n',
  'config.json': '{}\n',
  'model.safetensors': 'weights\n',
};

const sha256 = (content: string) => createHash('sha256').update(content).digest();
/** Speaks of them as the statement of a fine-tune does; beside weights of a release nobody reads it. */
const subject = Object.entries(unproven).map(([name, content]) => ({ name, digest: { sha256: sha256(content).toString('hex') } }));
const provenance = JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject }, null, 2);
const files: Readonly<Record<string, string>> = { ...unproven, 'PROVENANCE.json': provenance };
const manifest = Object.entries(files)
  .map(([name, content]) => `${sha256(content).toString('hex')}  ${name}\n`)
  .join('');

/** What the topology approves: a manifest, and of a fine-tune the statement that it lists. */
export const approvedDigests = {
  manifest: `sha256:${sha256(manifest).toString('hex')}`,
  provenance: `sha256:${sha256(provenance).toString('hex')}`,
} as const;

/**
 * Between the first deployment and the second: stores weights as the ingest job leaves them, signature last, then reads manifest,
 * signature and key back and runs `blueprint weights record`, as docs/runbooks/weights.md says. Returns what went wrong.
 */
export async function storeAndRecord(emulator: Emulator, topologyFile: string): Promise<string[]> {
  const { topology, outputs } = loadTopology(topologyFile);
  const findings: string[] = [];
  for (const missing of missingWeights(topology, outputs)) {
    const account = topology.accounts.aws[missing.account]?.id;
    // Weights on Google: no AWS stack waits for them.
    if (account === undefined) continue;
    const prefix = weightsPrefix(entity(topology.models, missing.model));
    const place = new Place(emulator, account, missing.region, `/llama/${topology.name}/weights`);
    const recorded = await place.ingest(prefix).then(() => place.record(prefix, missing, topologyFile));
    if (recorded !== '') findings.push(`deploy: weights record of ${missing.model} in ${missing.account}, ${missing.region} failed:\n${recorded}`);
  }
  return findings;
}

/** Bucket and signing key of one account and region, found by the parameters that its weights stack made. */
class Place {
  private readonly s3: S3Client;
  private readonly kms: KMSClient;
  private readonly ssm: SSMClient;

  constructor(
    { environment }: Emulator,
    account: string,
    region: string,
    private readonly parameters: string,
  ) {
    const client = { endpoint: environment.AWS_ENDPOINT_URL ?? '', region, credentials: { accessKeyId: account, secretAccessKey: 'emulated' } };
    this.s3 = new S3Client({ ...client, forcePathStyle: true });
    this.kms = new KMSClient(client);
    this.ssm = new SSMClient(client);
  }

  async ingest(prefix: string): Promise<void> {
    const [Bucket, KeyId] = [await this.parameter('bucket'), await this.parameter('signing-key-arn')];
    const put = (name: string, Body: string | Uint8Array) =>
      this.s3.send(new PutObjectCommand({ Bucket, Key: `${prefix}/${name}`, Body, ChecksumAlgorithm: 'SHA256' }));
    for (const [name, content] of Object.entries(files)) await put(name, content);
    await put('MANIFEST.sha256', manifest);
    const request = { KeyId, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256', Message: sha256(manifest) } as const;
    const { Signature = new Uint8Array() } = await this.kms.send(new SignCommand(request));
    await put('MANIFEST.sha256.sig', Signature);
  }

  /** What the command said, if it failed. */
  async record(prefix: string, { model, account, region }: MissingWeights, topologyFile: string): Promise<string> {
    const folder = join(dirname(topologyFile), `weights-${account}-${region}-${model}`);
    mkdirSync(folder);
    const Bucket = await this.parameter('bucket');
    for (const name of ['MANIFEST.sha256', 'MANIFEST.sha256.sig']) {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket, Key: `${prefix}/${name}` }));
      writeFileSync(join(folder, name), (await Body?.transformToByteArray()) ?? '');
    }
    const { PublicKey } = await this.kms.send(new GetPublicKeyCommand({ KeyId: await this.parameter('signing-key-arn') }));
    writeFileSync(join(folder, 'key.der'), PublicKey ?? '');
    const proof = ['--manifest', join(folder, 'MANIFEST.sha256'), '--signature', join(folder, 'MANIFEST.sha256.sig'), '--public-key', join(folder, 'key.der')];
    const what = ['--topology', topologyFile, '--model', model, '--account', account, '--region', region];
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/run.mjs', 'blueprint', 'weights', 'record', ...what, ...proof], { encoding: 'utf8' });
    return status === 0 ? '' : `exit ${status}\n${stdout}${stderr}`;
  }

  private async parameter(name: string): Promise<string> {
    return (await this.ssm.send(new GetParameterCommand({ Name: `${this.parameters}/${name}` }))).Parameter?.Value ?? '';
  }
}
