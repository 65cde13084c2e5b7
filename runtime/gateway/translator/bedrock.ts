import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { clientOptions } from '../aws/client-options.js';
import type { Credentials } from '../aws/kept-credentials.js';
import { workloadCredentials } from '../aws/workload-credentials.js';
import type { Deployment, TranslatorFile } from '../forms/translator.js';

/** A workload's way to its host: what may be called, by a client that has its role. */
export interface Target {
  readonly deployment: Deployment;
  readonly client: BedrockRuntimeClient;
}

/** One client for each deployment, because each has a role of its own. */
export function targets({ deployments, seconds, zone }: TranslatorFile, task: () => Promise<Credentials>): ReadonlyMap<string, Target> {
  return new Map(
    Object.entries(deployments).map(([name, deployment]) => {
      const { role, region, stsRegion, stsEndpoint, endpoint } = deployment;
      const credentials = workloadCredentials({ role, region: stsRegion, stsEndpoint, session: `${zone}.${deployment.host}` }, task);
      const client = new BedrockRuntimeClient(clientOptions({ region, endpoint }, credentials, { connect: seconds.connect, request: 'none' }));
      return [name, { deployment, client }];
    }),
  );
}
