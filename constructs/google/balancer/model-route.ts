import type { ComputeRegionUrlMapConfig } from '@cdktf/provider-google/lib/compute-region-url-map/index.js';
import { modelHeader } from '../../model-header.js';

/** A second model behind a load balancer. */
export interface ModelRoute {
  /** Served model name, sent by the caller in the header `x-llama-model`. */
  readonly model: string;
  /** Id of the backend service of its servers. */
  readonly backends: string;
}

/** Name of the rules that tell two models apart. */
const matcher = 'models';

/** How a URL map sends requests for a second model to its servers, whatever host and path they name. Those without the header go where all went before. */
export function modelRoute({ model, backends }: ModelRoute, others: string): Pick<ComputeRegionUrlMapConfig, 'hostRule' | 'pathMatcher'> {
  return {
    hostRule: [{ hosts: ['*'], pathMatcher: matcher }],
    pathMatcher: [
      {
        name: matcher,
        defaultService: others,
        routeRules: [
          {
            priority: 1,
            service: backends,
            // A rule that names no path is refused.
            matchRules: [{ prefixMatch: '/', headerMatches: [{ headerName: modelHeader, exactMatch: model }] }],
          },
        ],
      },
    ],
  };
}
