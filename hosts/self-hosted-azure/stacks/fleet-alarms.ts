import type { LogWatch } from '../../../constructs/azure/monitoring/log-alert.js';
import type { MetricWatch } from '../../../constructs/azure/monitoring/metric-alert.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { admission } from '../../../derived/admission.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { watch as engine } from '../../../runtime/progress.js';
import type { Fleet } from './fleet-parts.js';

interface Alarm<Watch> {
  readonly watch: Watch;
  readonly severity: 0 | 1 | 2;
  readonly description: string;
}

const runbook = 'See docs/runbooks/azure-fleet.md.';
/** Lines of one unit. */
const unit = (name: string) => `Syslog | where Facility == "local0" and ProcessName == "${name}"`;
/** Looks at the progress of engines, as they were written. */
const looks = `${unit('engine-watch')} | extend look = parse_json(SyslogMessage) | where look.watch == "${engine}"`;

/** What nodes say: refused weights, broken GPUs, engines that hang or that nobody looks at, requests that wait. */
export function logAlarms({ id, serving }: Pick<Fleet, 'id' | 'serving'>): Readonly<Record<string, Alarm<LogWatch>>> {
  const first = { operator: 'GreaterThan', threshold: 0, minutes: 10, apart: 'Computer' } as const;
  return {
    'weights-refused': {
      watch: { ...first, query: `${unit('prepare-node')} | where SyslogMessage has "REFUSED"` },
      severity: 1,
      description: `A node of ${id} could not prove its weights and does not serve. ${runbook}`,
    },
    'gpu-fault': {
      watch: {
        ...first,
        query: `Syslog | where (Facility == "kern" and SyslogMessage matches regex @"NVRM: Xid \\(PCI:[^)]*\\): (${fatalXids().join('|')}),") or (Facility == "local0" and ProcessName == "gpu-health" and SyslogMessage has "out of service")`,
      },
      severity: 1,
      description: `A GPU of ${id} needs a reset or another machine, by its XID, its memory or its silence; its node takes itself out of service. ${runbook}`,
    },
    'engine-hung': {
      watch: { ...first, query: `${looks} | where look.hung == true` },
      severity: 1,
      description: `An engine of ${id} runs requests and has made no token for ${timeouts.progress.hung / 60} minutes; its server is started again. ${runbook}`,
    },
    'engines-unwatched': {
      watch: { operator: 'LessThan', threshold: 1, minutes: 30, query: looks },
      severity: 1,
      description: `No node of ${id} says whether its engines make progress: the alarms on what nodes say are blind. ${runbook}`,
    },
    queue: {
      watch: {
        operator: 'GreaterThan',
        threshold: (admission.waiting / 2) * serving.replicasPerNode,
        minutes: 10,
        query: `${looks} | extend waiting = toint(look.waiting)`,
        column: 'waiting',
      },
      severity: 2,
      description: `Requests wait on the nodes of ${id}: soon the gateway gets 503 and uses the next host. ${runbook}`,
    },
  };
}

/** Above single aborted requests, below an outage that nobody notices at night. vLLM's own 503 while its queue is full count too. */
const errorsInFiveMinutes = 300;
const balancer = { namespace: 'Microsoft.Network/applicationGateways' } as const;

/** What the load balancer sees: nodes that do not answer, and errors. */
export function frontAlarms({ id, host }: Pick<Fleet, 'id' | 'host'>): Readonly<Record<string, Alarm<MetricWatch>>> {
  const nodes = host.nodes.count;
  return {
    'nodes-missing': {
      // Averages are all there are. Against the number itself one look that fails would do; half a node less is one that is away for half of the minutes.
      watch: { ...balancer, metric: 'HealthyHostCount', aggregation: 'Average', operator: 'LessThan', threshold: nodes - 0.5, minutes: 30, of: {} },
      severity: 1,
      description: `Fewer than ${nodes} nodes of ${id} have answered their load balancer for a quarter of an hour. ${runbook}`,
    },
    'errors-at-front': {
      watch: {
        ...balancer,
        metric: 'ResponseStatus',
        aggregation: 'Total',
        operator: 'GreaterThan',
        threshold: errorsInFiveMinutes,
        minutes: 5,
        of: { HttpStatusGroup: '5xx' },
      },
      severity: 1,
      description: `${id} answers with errors, or nothing behind its load balancer does. ${runbook}`,
    },
  };
}
