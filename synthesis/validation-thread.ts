import { dirname, extname, join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { CloudFormationValidatePlugin, type IPolicyValidationContext, type PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { taggableTypes } from '../policy/tags/taggable-types.js';
import { untaggableTypes } from '../policy/tags/untaggable-types.js';
import type { ValidationAnswer, ValidationReply, ValidationThreadData } from './validation-worker.js';

/** Milliseconds, longer than any validation takes: a thread that died never answers. */
const patience = 300_000;

/**
 * CDK's own CloudFormation validator, started in a thread of its own: its WebAssembly takes a second to start, during which
 * this thread builds the stacks. CDK asks synchronously, so this thread sleeps until the other one answers.
 */
export class ThreadedCloudFormationValidation extends CloudFormationValidatePlugin {
  private readonly worker: Worker;
  private readonly channel = new MessageChannel();
  private readonly answered = new Int32Array(new SharedArrayBuffer(4));
  private answer: ValidationAnswer | undefined;

  constructor() {
    super();
    const here = import.meta.filename;
    const workerData: ValidationThreadData = { port: this.channel.port2, answered: this.answered, resourceTypes: emittedTypes() };
    this.worker = new Worker(join(dirname(here), `validation-worker${extname(here)}`), { workerData, transferList: [this.channel.port2] });
    // A fault shows where it is waited for; nothing else may end this process early or keep it alive.
    this.worker.on('error', () => {});
    this.worker.unref();
    this.channel.port1.unref();
  }

  // The inherited getters would start the validator here; CDK asks for them after the validation.
  override get version(): string | undefined {
    return this.answer?.version;
  }

  override get ruleIds(): string[] | undefined {
    return this.answer?.ruleIds;
  }

  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    Atomics.store(this.answered, 0, 0);
    this.channel.port1.postMessage(context.stackTemplates.map((template) => ({ ...template })));
    Atomics.wait(this.answered, 0, 0, patience);
    const reply = receiveMessageOnPort(this.channel.port1)?.message as ValidationReply | undefined;
    if (reply === undefined) throw new Error('the CloudFormation validation thread gave no answer');
    if ('failure' in reply) throw new Error(reply.failure);
    this.answer = reply;
    return reply.report;
  }

  /** Ends the thread; nothing can be validated afterwards. */
  async close(): Promise<void> {
    this.channel.port1.close();
    await this.worker.terminate();
  }
}

/** The validator is built for certain types; built for all that we emit, it never has to be built again. */
function emittedTypes(): string[] {
  return [...Object.keys(taggableTypes), ...Object.keys(untaggableTypes)].filter((type) => type.includes('::')).sort();
}

/** Starts the validator for the syntheses that follow; nothing where CDK's own switch turns its validation off. */
export function startValidation(env: NodeJS.ProcessEnv): ThreadedCloudFormationValidation[] {
  return env['CDK_VALIDATION'] === 'false' ? [] : [new ThreadedCloudFormationValidation()];
}
