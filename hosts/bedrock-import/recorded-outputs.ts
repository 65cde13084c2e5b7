import { stackName } from '../../derived/names.js';
import { guardrailOutputs } from '../shared/guardrail-outputs.js';
import type { HostOutputs } from '../shared/host-outputs.js';
import type { BedrockImportHost } from './schema.js';

export const outputs: HostOutputs<BedrockImportHost> = (topology, id, { account }) => {
  const guardrail = guardrailOutputs(stackName(topology, account, 'aws-bedrock-import', id), id);
  const path = ['hosts', id, 'modelArn'];
  const valuesOf = (name: string, value: unknown) => (name === 'ModelArn' ? [{ path, value }] : guardrail.valuesOf(name, value));
  return [{ stack: guardrail.stack, owns: [path, ...guardrail.owns], valuesOf }];
};
