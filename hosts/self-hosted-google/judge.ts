import { named } from '../shared/answering-judge.js';
import type { HostJudge } from '../shared/host-judge.js';
import { unscreenedHost } from '../shared/no-servers-judge.js';
import { fleetProblems } from './judge/fleet.js';
import { machines } from './judge/machines.js';
import { fleetPrograms } from './judge/programs.js';
import { unitProblems } from './judge/units.js';
import type { GoogleFleetHost } from './schema.js';

export const judge: HostJudge<GoogleFleetHost> = {
  safeguard: unscreenedHost,
  servers: unitProblems,
  emitted: fleetProblems,
  speaks: 'vllm',
  answering: ({ host }) => [named(host.endpoint.hostname)],
  screening: () => [],
  grounding: () => [],
  recorded: () => [],
  machines,
  programs: fleetPrograms,
};
