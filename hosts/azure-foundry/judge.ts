import { azureSafeguard } from '../../evidence/guardrails/azure-safeguard.js';
import type { HostJudge } from '../shared/host-judge.js';
import type { AzureFoundryHost } from './schema.js';

export const judge: HostJudge<AzureFoundryHost> = { safeguard: (topology, { id }, stacks) => azureSafeguard(topology, id, stacks) };
