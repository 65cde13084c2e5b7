import type { HostJudge } from '../shared/host-judge.js';
import { stacklessHost } from '../shared/no-servers-judge.js';
import type { WorkersAiHost } from './schema.js';

export const judge: HostJudge<WorkersAiHost> = stacklessHost;
