/**
 * How a replica leaves without cutting a stream, in seconds. It is first taken out of the load balancer, which waits for as
 * long as a stream may last; only then it gets SIGTERM. vLLM then finishes what still runs, and what outlasts that is
 * killed. On ECS the node's ECS_CONTAINER_STOP_TIMEOUT holds the last step, because on EC2 a container without
 * `stopTimeout` takes it, and it has no documented maximum; elsewhere systemd does.
 */
export const drain = {
  /** Longest answer allowed; how long a load balancer waits for it, at most 3600 on AWS and Google. */
  longestStreamSeconds: 900,
  /** What vLLM gives running requests after SIGTERM; its default of 0 aborts them. */
  engineSeconds: 900,
  /** When it is killed. */
  killSeconds: 960,
} as const;
