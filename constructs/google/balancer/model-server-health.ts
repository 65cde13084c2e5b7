import { ComputeRegionHealthCheck } from '@cdktf/provider-google/lib/compute-region-health-check/index.js';
import type { Construct } from 'constructs';
import type { timeouts } from '../../timeouts.js';

export interface ModelServerHealthProps {
  /** Project of the model servers. */
  readonly project: string;
  /** Region of the model servers. */
  readonly region: string;
  /** Name of the check. */
  readonly name: string;
  /** TCP port that model servers answer on. */
  readonly port: number;
  /** Path of the request that a healthy server answers with 200. */
  readonly healthPath: string;
  /** Interval and time-out in seconds, and answers in a row that decide: for the load balancer, or for replacing a node. */
  readonly check: typeof timeouts.health | typeof timeouts.healing;
}

/** Health check of a model server's port. */
export class ModelServerHealth extends ComputeRegionHealthCheck {
  constructor(scope: Construct, id: string, { project, region, name, port, healthPath, check }: ModelServerHealthProps) {
    super(scope, id, {
      project,
      region,
      name,
      checkIntervalSec: check.interval,
      timeoutSec: check.timeout,
      healthyThreshold: check.successes,
      unhealthyThreshold: check.failures,
      httpHealthCheck: { port, requestPath: healthPath },
      logConfig: { enable: true },
    });
  }
}
