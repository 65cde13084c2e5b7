import { stackName } from '../../derived/names.js';
import { clientIdOutputs, type HostOutputs } from '../shared/host-outputs.js';
import type { AzureFleetHost } from './schema.js';

export const outputs: HostOutputs<AzureFleetHost> = (topology, id, { account }) => {
  return [clientIdOutputs(topology, stackName(topology, account, 'azure-fleet', id), id)];
};
