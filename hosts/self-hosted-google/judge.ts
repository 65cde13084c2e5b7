import { named } from '../shared/answering-judge.js';
import type { HostJudge } from '../shared/host-judge.js';
import { unscreenedHost } from '../shared/no-servers-judge.js';
import { fleetProblems } from './judge/fleet.js';
import { machines } from './judge/machines.js';
import { fleetPrograms } from './judge/programs.js';
import { unitProblems } from './judge/units.js';
import { weights } from './judge/weights.js';
import type { GoogleFleetHost } from './schema.js';

export const judge: HostJudge<GoogleFleetHost> = {
  safeguard: unscreenedHost,
  filtered: () => 'none',
  servers: unitProblems,
  emitted: fleetProblems,
  oversteps: () => [],
  speaks: 'vllm',
  answering: ({ host }) => [named(host.endpoint.hostname)],
  screening: () => [],
  grounding: () => [],
  recorded: () => [],
  shares: 'none',
  machines,
  weights,
  programs: fleetPrograms,
};
