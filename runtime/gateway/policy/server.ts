import { existsSync, lstatSync, unlinkSync } from 'node:fs';
import { Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js';
import { listenerMetadata } from '../forms/policy.js';
import { log } from '../process/log.js';
import { internal } from './errors.js';
import { Exchange } from './exchange.js';
import { Hop } from './hop.js';
import { externalProcessor } from './protocol/external-processor.js';
import { health, healthCheck } from './protocol/health.js';
import type { ProcessingRequest, ProcessingResponse } from './protocol/messages.js';
import { refused } from './protocol/replies.js';
import type { Service } from './service.js';

type Stream = ServerDuplexStream<ProcessingRequest, ProcessingResponse>;

/** Something that takes the messages about one request. */
interface Receiver {
  receive(message: ProcessingRequest): void | Promise<void>;
}

/** Bytes of a message beside the body of a request. */
const aroundBody = 1024 * 1024;

/** Serves external processing and health on a Unix socket until `drain`. */
export class PolicyServer {
  private readonly server: Server;
  private draining = false;

  constructor(private readonly service: Service) {
    const mostBytes = Math.max(0, ...[...service.workloads.values()].map(({ bodyBytes }) => bodyBytes));
    this.server = new Server({ 'grpc.max_receive_message_length': mostBytes + aroundBody });
    this.server.addService(externalProcessor, { Process: (stream: Stream) => this.process(stream) });
    this.server.addService(
      health,
      healthCheck(() => (this.ready ? 'serving' : 'not serving')),
    );
  }

  /** Whether requests are judged: somebody may call, and nobody asked to end. */
  get ready(): boolean {
    return !this.draining && this.service.keys.size !== undefined;
  }

  async listen(path: string): Promise<void> {
    // What a process that was killed left behind.
    if (existsSync(path) && lstatSync(path).isSocket()) unlinkSync(path);
    await new Promise<void>((resolve, reject) => {
      this.server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) => (error === null ? resolve() : reject(error)));
    });
  }

  /** Takes nothing new and resolves when the last request is over. It ends none: Envoy does. */
  drain(): Promise<void> {
    this.draining = true;
    return new Promise((resolve, reject) => this.server.tryShutdown((error) => (error === undefined ? resolve() : reject(error))));
  }

  private process(stream: Stream): void {
    const abort = new AbortController();
    const receiver = this.receiverOf(stream, abort.signal);
    let before = Promise.resolve();
    stream.on('data', (message: ProcessingRequest) => {
      before = before.then(() => receiver.receive(message));
    });
    stream.on('cancelled', () => abort.abort());
    stream.on('error', () => abort.abort());
    stream.on('end', () => {
      abort.abort();
      stream.end();
    });
  }

  private receiverOf(stream: Stream, signal: AbortSignal): Receiver {
    const send = (response: ProcessingResponse) => void (signal.aborted || stream.write(response));
    const [listener] = stream.metadata.get(listenerMetadata);
    if (listener === 'entry') return new Exchange(this.service, send, signal);
    const [, workload = '', host = ''] = /^hop\.([^.]+)\.(.+)$/.exec(String(listener)) ?? [];
    const adaptation = this.service.workloads.get(workload)?.adaptations[host];
    if (adaptation !== undefined) return new Hop(adaptation, send);
    log('error', 'unknown listener', { listener: String(listener) });
    return { receive: () => send(refused(internal())) };
  }
}
