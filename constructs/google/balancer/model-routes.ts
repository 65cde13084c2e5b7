import type { ComputeRegionUrlMapConfig, ComputeRegionUrlMapPathMatcherRouteRules } from '@cdktf/provider-google/lib/compute-region-url-map/index.js';
import { modelHeader } from '../../model-header.js';
import { modelPaths } from '../../model-paths.js';

/** A second model behind a load balancer. */
export interface ModelRoute {
  /** Served model name, sent by the caller in the header `x-llama-model`. */
  readonly model: string;
  /** Id of the backend service of its servers. */
  readonly backends: string;
}

/** Name of the rules that tell models and paths apart. */
const matcher = 'models';

/** How a URL map sends requests to model servers, whatever host they name: by path, and to those of a second model by header. All others are answered with 404. */
export function modelRoutes(backends: string, next: ModelRoute | undefined): Pick<ComputeRegionUrlMapConfig, 'defaultService' | 'hostRule' | 'pathMatcher'> {
  const ofNext = next && [{ headerName: modelHeader, exactMatch: next.model }];
  const routeRules: ComputeRegionUrlMapPathMatcherRouteRules[] = [
    ...(next === undefined
      ? []
      : [{ priority: 1, service: next.backends, matchRules: modelPaths.map((path) => ({ fullPathMatch: path, ...(ofNext && { headerMatches: ofNext }) })) }]),
    { priority: 2, service: backends, matchRules: modelPaths.map((path) => ({ fullPathMatch: path })) },
  ];
  return {
    defaultService: backends,
    hostRule: [{ hosts: ['*'], pathMatcher: matcher }],
    pathMatcher: [
      {
        name: matcher,
        // A URL map has no other way to answer by itself than a fault that befalls every request.
        defaultService: backends,
        defaultRouteAction: { faultInjectionPolicy: { abort: { httpStatus: 404, percentage: 100 } } },
        routeRules,
      },
    ],
  };
}
