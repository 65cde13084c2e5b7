import { createHash } from 'node:crypto';
import type { Json } from '../support/documents.js';
import type { Emulator } from './emulator.js';

/** Sets the emulator up and looks into it, faster than a client could. */
export class Cloud {
  private readonly endpoint: string;

  constructor(emulator: Emulator) {
    this.endpoint = emulator.endpoint;
  }

  async kms(action: string, body: object): Promise<Json> {
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `TrentService.${action}`,
        authorization: 'AWS4-HMAC-SHA256 Credential=test/20261124/eu-north-1/kms/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${action}: ${await response.text()}`);
    return response.json();
  }

  async signingKey(): Promise<string> {
    return (await this.kms('CreateKey', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })).KeyMetadata.Arn;
  }

  async encryptionKey(): Promise<string> {
    return (await this.kms('CreateKey', {})).KeyMetadata.Arn;
  }

  async sign(key: string, text: string): Promise<Buffer> {
    const Message = createHash('sha256').update(text).digest('base64');
    return Buffer.from((await this.kms('Sign', { KeyId: key, Message, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' })).Signature, 'base64');
  }

  async put(path: string, body?: Buffer | string, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const response = await fetch(`${this.endpoint}/${path}`, {
      method: 'PUT',
      headers: { ...s3, ...headers },
      ...(body !== undefined && { body: new Uint8Array(Buffer.from(body)) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  }

  /** An object whose SHA-256 S3 keeps, as it does for one that came in whole. */
  async putWhole(path: string, body: Buffer | string): Promise<void> {
    const sha256 = createHash('sha256').update(body).digest('base64');
    await this.put(path, body, { 'x-amz-sdk-checksum-algorithm': 'SHA256', 'x-amz-checksum-sha256': sha256 });
  }

  async versioned(bucket: string): Promise<void> {
    await this.put(`${bucket}?versioning`, '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>');
  }

  /** A bucket, under a default key as the weights bucket has one if it is given. */
  async bucket(name: string, key?: string): Promise<void> {
    const body = '<CreateBucketConfiguration><LocationConstraint>eu-north-1</LocationConstraint></CreateBucketConfiguration>';
    await this.put(name, body);
    if (key === undefined) return;
    const encryption = `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${key}</KMSMasterKeyID>`;
    const rule = `<Rule><ApplyServerSideEncryptionByDefault>${encryption}</ApplyServerSideEncryptionByDefault></Rule>`;
    await this.put(`${name}?encryption`, `<ServerSideEncryptionConfiguration>${rule}</ServerSideEncryptionConfiguration>`);
  }

  /** An object with its headers, or nothing. */
  async get(path: string): Promise<{ readonly body: Buffer; readonly headers: Headers } | undefined> {
    const response = await fetch(`${this.endpoint}/${path}`, { headers: s3 });
    return response.ok ? { body: Buffer.from(await response.arrayBuffer()), headers: response.headers } : undefined;
  }
}

const s3 = { authorization: 'AWS4-HMAC-SHA256 Credential=test/20261124/eu-north-1/s3/aws4_request, SignedHeaders=host, Signature=0' };
