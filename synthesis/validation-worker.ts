import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessagePort, workerData } from 'node:worker_threads';
import { App, CloudFormationValidatePlugin, type PolicyValidationPluginReport, type PolicyValidationStack } from 'aws-cdk-lib/core';

export interface ValidationThreadData {
  readonly port: MessagePort;
  /** Becomes 1 when a reply lies in the port. */
  readonly answered: Int32Array;
  /** CloudFormation types to be ready for. */
  readonly resourceTypes: readonly string[];
}

export interface ValidationAnswer {
  readonly report: PolicyValidationPluginReport;
  readonly version: string | undefined;
  readonly ruleIds: string[] | undefined;
}

export type ValidationReply = ValidationAnswer | { readonly failure: string };

/** Body of the thread that `ThreadedCloudFormationValidation` starts. */
const { port, answered, resourceTypes } = workerData as ValidationThreadData;
const plugin = new CloudFormationValidatePlugin();
const appConstruct = new App();

port.on('message', (stackTemplates: PolicyValidationStack[]) => {
  port.postMessage(reply(stackTemplates));
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});
warmUp();

function reply(stackTemplates: PolicyValidationStack[]): ValidationReply {
  try {
    const report = plugin.validate({ templatePaths: stackTemplates.map(({ templatePath }) => templatePath), stackTemplates, appConstruct });
    return { report, version: plugin.version, ruleIds: plugin.ruleIds };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Builds the validator before the first template is there: it is built for the types of the first one it sees. */
function warmUp(): void {
  const directory = mkdtempSync(join(tmpdir(), 'hybrid-llama-blueprint-validator-'));
  try {
    const templatePath = join(directory, 'types.json');
    writeFileSync(templatePath, JSON.stringify({ Resources: Object.fromEntries(resourceTypes.map((Type, index) => [`R${index}`, { Type }])) }));
    reply([{ stackConstructPath: 'types', templatePath, accountId: undefined, region: undefined }]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
