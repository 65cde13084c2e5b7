import { named } from '../shared/answering-judge.js';
import type { HostJudge } from '../shared/host-judge.js';
import { unscreenedHost } from '../shared/no-servers-judge.js';
import { arnIn, recorded } from '../shared/recorded-judge.js';
import { fleetProblems } from './judge/fleet.js';
import { machines } from './judge/machines.js';
import { fleetPrograms } from './judge/programs.js';
import { taskProblems } from './judge/tasks.js';
import { weights } from './judge/weights.js';
import type { AwsFleetHost } from './schema.js';

export const judge: HostJudge<AwsFleetHost> = {
  safeguard: unscreenedHost,
  filtered: () => 'none',
  servers: taskProblems,
  emitted: fleetProblems,
  oversteps: () => [],
  speaks: 'vllm',
  answering: ({ host }) => [named(host.endpoint.hostname)],
  screening: () => [],
  grounding: () => [],
  recorded: (one) => recorded('apiKeySecret', one.found.apiKeySecret, `${arnIn(one, 'secretsmanager')}:secret:*`),
  shares: [{ by: 'aws-capacity', room: 'capacity', values: () => ({ 'group-arn': { type: 'AWS::ResourceGroups::Group', attribute: 'Arn' } }) }],
  machines,
  weights,
  programs: fleetPrograms,
};
