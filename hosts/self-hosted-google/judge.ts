import type { HostJudge } from '../shared/host-judge.js';
import { unscreenedHost } from '../shared/unscreened-judge.js';
import type { GoogleFleetHost } from './schema.js';

export const judge: HostJudge<GoogleFleetHost> = unscreenedHost;
