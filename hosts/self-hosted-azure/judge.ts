import type { HostJudge } from '../shared/host-judge.js';
import { stacklessHost } from '../shared/no-servers-judge.js';
import { machines } from './judge/machines.js';
import { weights } from './judge/weights.js';
import type { AzureFleetHost } from './schema.js';

export const judge: HostJudge<AzureFleetHost> = { ...stacklessHost, machines, weights };
