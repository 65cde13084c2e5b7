/**
 * Every time-out along a request, in seconds, and how they depend on one another (docs/timeouts.md).
 *
 * A replica leaves without cutting a stream: it is first taken out of the load balancer, which waits for as long as a stream
 * may last; only then it gets SIGTERM. vLLM then finishes what still runs, and what outlasts that is killed. On ECS the
 * node's ECS_CONTAINER_STOP_TIMEOUT holds the last step, because on EC2 a container without `stopTimeout` takes it, and it
 * has no documented maximum; elsewhere systemd does.
 */

/** Longest that Lambda lets a function run, and CloudFormation waits for a custom resource; of facts/waits.yaml, which a test compares. */
const longestFunction = 900;
const longestResource = 3_600;
/** Longest answer allowed; how long a load balancer waits for it, at most 3600 on AWS and Google. */
const longestAnswer = 900;
/** Idle time after which Google's proxies close a connection to a backend; it cannot be set. */
const googleBackendKeepAlive = 600;
/** Longest that Fargate waits between SIGTERM and SIGKILL; of facts/waits.yaml, which a test compares. */
const longestStop = 120;
/**
 * Shortest silence after which something between a gateway and its hosts forgets a TCP connection, without a word to either end; of facts/waits.yaml, which a
 * test compares.
 */
const networkIdle = 240;
/** How long the gateway's policy service waits for one search or guard. */
const asked = 10;
/** Between two bounds of which one must be the larger: clocks, and a packet that is on its way. */
const margin = 60;

const balancerIdle = longestAnswer;
const engineDrain = longestAnswer;
const kill = engineDrain + margin;
/** Longest start of a replica, which the health checks of its containers allow. */
const start = 300;
/** Longest that CloudFormation waits for a service of ECS; of facts/waits.yaml, which a test compares. */
const longestDeployment = 129_600;

export const timeouts = {
  longestAnswer,
  /** How long a load balancer keeps a silent connection. An answer that is not streamed is silent until it is whole. */
  balancerIdle,
  googleBackendKeepAlive,
  /** How long vLLM keeps an idle connection. The balancer must close first: a request that meets a closing one becomes a 502. */
  serverKeepAlive: Math.max(balancerIdle, googleBackendKeepAlive) + margin,
  /** How long a load balancer lets running answers of a replica finish that it sends nothing new. */
  deregistration: longestAnswer,
  /** What vLLM gives running requests after SIGTERM; its default of 0 aborts them. */
  engineDrain,
  /** When the container is killed. */
  kill,
  /** When systemd gives up on the command that stops the container. */
  unitStop: kill + margin / 2,
  /** A busy engine answers /health late: it is sent nothing after 50 s without an answer, not after 15. */
  health: { interval: 15, timeout: 12, failures: 5, successes: 2 },
  /** Later than the balancer's, because this one replaces the node. */
  healing: { interval: 30, timeout: 12, failures: 10, successes: 2 },
  /**
   * An engine without progress is replaced after five minutes, longer than any prompt takes to read; 300 is the longest start. People
   * are told after three: what was replaced reports nothing any more.
   */
  progress: { interval: 30, timeout: 12, failures: 10, start, hung: 180 },
  /** A deployment replaces replicas in steps: out of the load balancer, stopped, started. All of them must end before the stack stops waiting. */
  deployment: { step: longestAnswer + margin + start, whole: longestDeployment },
  /** Bedrock's settings: the function, and how long the stack waits for it. */
  settings: { function: 120, resource: 300 },
  /** An import outlasts a function, which Lambda then sends the event twice more, after one minute and after two; the stack waits for all. */
  imported: { function: longestFunction, resource: longestResource },
  /** Looks at model lifecycles: all at once, so no longer than one that is repeated to the end. */
  lifecycle: 120,
  /** What workloads cause: a day of each log is a query, and the first run asks for three months of days. */
  costs: longestFunction,
  /** The gateway, whose answers take as long as those of hosts. What depends on the objective of a workload: `gateway/deadlines.ts`. */
  gateway: {
    connect: 5,
    /** Until a caller has sent a whole request, headers first. */
    requestHeaders: 10,
    request: 60,
    /** One search, or one look of a guard. */
    asked,
    /** Until the policy service has decided: guards, all at once, then a search, and as long again for itself. */
    policy: 3 * asked,
    /** Longest silence of a stream, its first token included, where no next host could answer instead: a full queue takes less. */
    silent: 120,
    /** How long an idle connection to a host is kept: less than load balancers keep theirs, or requests are sent into closing ones. */
    keepAlive: 60,
    /**
     * TCP's own probes of a connection to a host, on which an answer that is not streamed is silent until it is whole: after so much silence, then at this interval, given
     * up after so many without an answer. All fit below `networkIdle`: one that is lost is repeated in time, and a host that is gone is known before a network would forget it.
     */
    probe: { after: networkIdle / 4, interval: networkIdle / 8, probes: 3 },
    /**
     * After SIGTERM. ECS takes a task out of its load balancer first, and that waits for running answers (`deregistration`); what still runs then, or runs in
     * a task that is stopped without that, has as long as Fargate allows. Processes behind Envoy are stopped after it.
     */
    stop: { drain: longestStop - 10, drained: longestStop - 5, kill: longestStop, process: 30 },
    /** Between two looks at the keys of callers: one that is revoked is good for no longer than that. */
    keys: 10,
    /** How each container of a task is looked at, and how long it may take to start: credentials have two minutes (runtime/gateway/tokens). */
    health: { interval: 10, timeout: 5, failures: 3, start: 150 },
    /** How the load balancer looks: a task that drains says so at once. */
    target: { interval: 5, timeout: 3, failures: 2, successes: 2 },
    /** How long Envoy keeps its client of the policy service after the last request began. Must outlast every answer, what comes before it included. */
    client: 2 * longestAnswer,
  },
  /** The job that brings weights in. One that is cut off is started again: what is stored already is not fetched. */
  ingest: { queued: 3_600, build: 28_800 },
  /** The job that builds images of gateways: two bases of some hundred megabytes. */
  images: { queued: 3_600, build: 1_800 },
} as const;
