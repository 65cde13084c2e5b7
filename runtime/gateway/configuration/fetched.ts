import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { objects } from '../aws/objects.js';
import { configurationForm } from '../forms/configuration.js';
import { UnusableInput } from '../process/configuration.js';
import type { Settings } from './settings.js';

/** Bytes: a configuration of hundreds of workloads is a tenth of it. */
const most = 64 * 1_048_576;

/** Fetches the object that the task is configured by. Throws what S3 throws, and `UnusableInput` for another object than the one that was deployed. */
export async function fetched({ bucket, key, sha256, place, task }: Settings): Promise<string> {
  const { Body, ContentLength = 0 } = await objects(place, task).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (Body === undefined || ContentLength > most) throw new UnusableInput(`The object has ${ContentLength} bytes. Allowed: 1 to ${most}.`);
  const bytes = await Body.transformToByteArray();
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new UnusableInput(`The object is sha256:${found}. Allowed: sha256:${sha256}, which the task definition names.`);
  return Buffer.from(bytes).toString('utf8');
}

/** Writes the files of a configuration into the directory that every process of the task reads. Returns their number. */
export function unpacked(text: string, directory: string): number {
  const parsed = configurationForm.safeParse(JSON.parse(text));
  if (!parsed.success) throw new UnusableInput(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const files = Object.entries(parsed.data.files);
  for (const [name, content] of files) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o444 });
  }
  return files.length;
}
