import { named } from '../shared/answering-judge.js';
import type { HostJudge } from '../shared/host-judge.js';
import { stacklessHost } from '../shared/no-servers-judge.js';
import type { VertexMaasHost } from './schema.js';

export const judge: HostJudge<VertexMaasHost> = {
  ...stacklessHost,
  speaks: 'vertex-maas',
  answering: ({ host }) => [named(`${host.region}-aiplatform.googleapis.com`)],
};
