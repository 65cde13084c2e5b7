/**
 * How a replica leaves without cutting a stream, in seconds. ECS first takes the task out of the load balancer and waits
 * there for as long as a stream may last; only then it sends SIGTERM. vLLM then finishes what still runs, and the agent
 * kills what outlasts that. The node's ECS_CONTAINER_STOP_TIMEOUT holds the last step, because on EC2 a container without
 * `stopTimeout` takes it, and it has no documented maximum.
 */
export const drain = {
  /** Longest answer allowed; the load balancer's deregistration delay, at most 3600. */
  longestStreamSeconds: 900,
  /** What vLLM gives running requests after SIGTERM; its default of 0 aborts them. */
  engineSeconds: 900,
  /** When the agent kills. */
  killSeconds: 960,
} as const;
