import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { taskCredentials } from '../../../runtime/gateway/aws/task-credentials.js';
import type { Deployment, TranslatorFile } from '../../../runtime/gateway/forms/translator.js';
import { targets } from '../../../runtime/gateway/translator/bedrock.js';
import { translatorServer } from '../../../runtime/gateway/translator/server.js';
import { awsLoopback } from './aws.js';
import { event } from './event-stream.js';
import { type Asked, json, type Loopback } from './loopback.js';

export const profile = 'arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/abc123';
export const path = '/variable.us-bedrock/v1/chat/completions';

export function deploymentAt(address: string, edit: Partial<Deployment> = {}): Deployment {
  return {
    workload: 'variable',
    host: 'us-bedrock',
    region: 'us-east-2',
    endpoint: address,
    modelId: profile,
    role: 'arn:aws:iam::111122223333:role/llama-platform-acme-variable',
    stsRegion: 'eu-north-1',
    stsEndpoint: address,
    guardrail: { id: 'gr12345', version: '3', guarding: 'selective' },
    ...edit,
  };
}

export function fileAt(address: string, edit: Partial<TranslatorFile> = {}): TranslatorFile {
  return {
    version: 1,
    topology: 'acme',
    zone: 'us',
    taskCredentials: address,
    listen: [],
    seconds: { connect: 2, silent: 30, answer: 60 },
    deployments: { 'variable.us-bedrock': deploymentAt(address) },
    ...edit,
  };
}

export interface Running {
  readonly socket: string;
  readonly aws: Loopback;
  stop(): Promise<void>;
}

/** A translator on a socket of its own, whose Bedrock answers as told. */
export async function translator(
  answer: (asked: Asked, response: ServerResponse) => void,
  edit: (address: string) => Partial<TranslatorFile> = () => ({}),
): Promise<Running> {
  const aws = await awsLoopback(answer);
  const file = fileAt(aws.address, edit(aws.address));
  const directory = mkdtempSync(join(tmpdir(), 'translator-'));
  const socket = join(directory, 't.sock');
  const server = translatorServer(targets(file, taskCredentials(file.taskCredentials, '/v2/credentials/a')), file.seconds);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    socket,
    aws,
    stop: async () => {
      aws.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(directory, { recursive: true });
    },
  };
}

/** Bedrock's answer to Converse. */
export function converse(response: ServerResponse, edit: Readonly<Record<string, unknown>> = {}): void {
  json(response, 200, {
    output: { message: { role: 'assistant', content: [{ text: 'Good day.' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 11, outputTokens: 4, totalTokens: 15 },
    metrics: { latencyMs: 12 },
    ...edit,
  });
}

export const started = event('messageStart', { role: 'assistant' });
export const delta = (text: string) => event('contentBlockDelta', { contentBlockIndex: 0, delta: { text } });
export const stopped = (stopReason: string) => Buffer.concat([event('contentBlockStop', { contentBlockIndex: 0 }), event('messageStop', { stopReason })]);
export const counted = event('metadata', { usage: { inputTokens: 11, outputTokens: 2, totalTokens: 13 }, metrics: { latencyMs: 12 } });

export function streaming(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
}
