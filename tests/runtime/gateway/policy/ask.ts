import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { PolicyFile } from '../../../../runtime/gateway/forms/policy.js';
import { Exchange } from '../../../../runtime/gateway/policy/exchange.js';
import type { ProcessingRequest, ProcessingResponse } from '../../../../runtime/gateway/policy/protocol/messages.js';
import { type Service, serviceOf } from '../../../../runtime/gateway/policy/service.js';
import type { Json } from '../../../support/documents.js';
import { keysFile, policyFile } from './policies.js';

/** A service in memory with the keys of policies.ts; `close` removes its files. */
export function serviceWith(change: (file: PolicyFile) => void = () => {}): { readonly service: Service; readonly directory: string; close(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'policy-'));
  const file = policyFile(directory);
  change(file);
  writeFileSync(file.keys, JSON.stringify(keysFile()));
  const service = serviceOf(file);
  logged(() => service.keys.watch());
  const close = () => {
    service.keys.unwatch();
    service.egress.close();
    rmSync(directory, { recursive: true });
  };
  return { service, directory, close };
}

/** Lines that are logged meanwhile, which are not printed. */
export function logged(work: () => void): string[] {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return lines;
}

/** What will be so, also on a busy machine. */
export const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 10 });

/** One of the messages that Envoy sends, as protobufjs reads it. */
export const message = (part: Partial<ProcessingRequest>): ProcessingRequest => ({
  requestHeaders: null,
  responseHeaders: null,
  requestBody: null,
  responseBody: null,
  requestTrailers: null,
  responseTrailers: null,
  ...part,
});

export const headersOf = (headers: Readonly<Record<string, string>>, endOfStream = false) => ({
  headers: { headers: Object.entries(headers).map(([key, value]) => ({ key, rawValue: Buffer.from(value) })) },
  endOfStream,
});

/** What a caller sends; everything that is left out is as it should be. */
export interface Sent {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** A text is sent as it is. */
  readonly body?: unknown;
  readonly endOfStream?: boolean;
}

/** What became of it. */
export interface Outcome {
  /** Status and error that the caller got; undefined where the request is sent on. */
  readonly refused?: { readonly status: number; readonly details: string; readonly body: Json; readonly headers: Readonly<Record<string, string>> };
  /** Body that is sent on. */
  readonly body?: Json;
  readonly removed?: readonly string[];
  readonly metadata?: Json;
  readonly replies: readonly ProcessingResponse[];
  readonly exchange: Exchange;
}

export async function ask(service: Service, sent: Sent): Promise<Outcome> {
  const replies: ProcessingResponse[] = [];
  const exchange = new Exchange(service, (reply) => replies.push(reply), new AbortController().signal);
  const usual = {
    ':method': 'POST',
    ':path': '/v1/chat/completions',
    authorization: 'Bearer key-of-all',
    'content-type': 'application/json',
    'x-request-id': 'r1',
    ...sent.headers,
  };
  const headers = Object.fromEntries(Object.entries(usual).filter((entry): entry is [string, string] => entry[1] !== undefined));
  await exchange.receive(message({ requestHeaders: headersOf(headers, sent.endOfStream) }));
  const body = typeof sent.body === 'string' || Buffer.isBuffer(sent.body) ? Buffer.from(sent.body) : Buffer.from(JSON.stringify(sent.body ?? ''));
  await exchange.receive(message({ requestBody: { body, endOfStream: true } }));
  return { ...outcomeOf(replies.at(-1) as Json), replies, exchange };
}

function outcomeOf(reply: Json): Omit<Outcome, 'replies' | 'exchange'> {
  const { immediateResponse, requestBody, dynamicMetadata } = reply;
  if (immediateResponse !== undefined) {
    const headers = Object.fromEntries(immediateResponse.headers.setHeaders.map(({ header }: Json) => [header.key, String(header.rawValue)]));
    const { status, details, body } = immediateResponse;
    return { refused: { status: status.code, details, body: JSON.parse(String(body)), headers } };
  }
  const { headerMutation, bodyMutation } = requestBody.response;
  const metadata = Object.fromEntries(
    Object.entries<Json>(dynamicMetadata.fields.gateway.structValue.fields).map(([name, value]) => [name, value.stringValue]),
  );
  return { body: JSON.parse(String(bodyMutation.body)), removed: headerMutation.removeHeaders, metadata };
}

/** A request that every workload takes, with changes. */
export const chat = (change: object = {}) => ({ model: 'plain', messages: [{ role: 'user', content: 'hello' }], ...change });
