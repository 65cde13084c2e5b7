import { unscreened } from '../../evidence/guardrails/safeguard.js';
import type { HostJudge } from './host-judge.js';

/** A host without a safeguard of its own: the guard of its workloads, or an approval, has to cover it. */
export const unscreenedHost: HostJudge<unknown> = { safeguard: () => unscreened('nothing screens it') };
