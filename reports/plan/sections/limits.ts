import { type LimitAnswer, limitAnswers } from '../../../planner/capacity/limits.js';
import { amount } from '../figures.js';
import type { PlanReport, PlanSection } from '../section.js';

/** What servers and gateway let in at once, beside the number from which on answers get slower than their objective. */
export function limitsSection({ topology }: PlanReport): PlanSection {
  const answers = limitAnswers(topology);
  const whole = (value: number) => amount(Math.floor(value));
  return {
    title: 'Declared limits against the knee of the throughput model',
    table: {
      head: ['fleet', 'workload', 'run at once', 'wait', 'knee of a replica', 'last of the queue waits', 'TTFT objective', 'gateway cap', 'knee of the fleet'],
      rows: answers.map(({ host, workload, running, waiting, knee, waitMs, ttftMs, gatewayCap, fleetKnee }) => [
        host,
        workload,
        String(running),
        String(waiting),
        whole(knee),
        `${amount(Math.round(waitMs))} ms`,
        `${amount(ttftMs)} ms`,
        gatewayCap === 'none' ? '-' : whole(gatewayCap),
        whole(fleetKnee),
      ]),
    },
    lines: answers.flatMap(sentences),
  };
}

function sentences({ host, workload, running, waiting, knee, waitMs, ttftMs, gatewayCap, fleetKnee }: LimitAnswer): string[] {
  return [
    ...(running > knee
      ? [
          `${host}: with more than ${Math.floor(knee)} requests at once on a replica, ${workload} is slower than its objective; up to ${running} run before the next one waits.`,
        ]
      : [
          `${host}: ${running} requests of ${workload} run at once on a replica, and ${Math.floor(knee)} would keep its objective; capacity is counted at the limit.`,
        ]),
    ...(waitMs > ttftMs
      ? [
          `${host}: the last of ${waiting} that wait gets its first token of ${workload} after ${amount(Math.round(waitMs))} ms in the queue alone, later than ${amount(ttftMs)} ms: it would be served sooner elsewhere.`,
        ]
      : []),
    ...(gatewayCap !== 'none' && gatewayCap > fleetKnee
      ? [
          `${host}: the gateway lets ${workload} keep ${amount(gatewayCap)} requests open, more than the ${amount(Math.floor(fleetKnee))} at which all replicas are at their knee.`,
        ]
      : []),
  ];
}
