import { stackName } from '../../derived/names.js';
import type { HostOutputs } from '../shared/host-outputs.js';
import type { AwsFleetHost } from './schema.js';

export const outputs: HostOutputs<AwsFleetHost> = (topology, id, { account }) => {
  const path = ['hosts', id, 'apiKeySecret'];
  const valuesOf = (name: string, value: unknown) => (name === 'ApiKeySecret' ? [{ path, value }] : undefined);
  return [{ stack: stackName(topology, account, 'aws-fleet', id), owns: [path], valuesOf }];
};
