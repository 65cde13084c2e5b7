import { rule as answerTime } from '../capacity/answer-time.js';
import { rule as blockWindow } from '../capacity/block-window.js';
import { rule as emitted } from '../capacity/emitted.js';
import { rule as fitsNode } from '../capacity/fits-node.js';
import { rule as gatewayTasks } from '../capacity/gateway-tasks.js';
import { rule as guardrailQuota } from '../capacity/guardrail-quota.js';
import { rule as ingestDisk } from '../capacity/ingest-disk.js';
import { rule as instanceRegion } from '../capacity/instance-region.js';
import { rule as known } from '../capacity/known.js';
import { rule as onDemandOnly } from '../capacity/on-demand-only.js';
import { rule as overflowQuota } from '../capacity/overflow-quota.js';
import { rule as quota } from '../capacity/quota.js';
import { rule as scalingBounds } from '../capacity/scaling-bounds.js';
import { rule as serviceLimits } from '../capacity/service-limits.js';
import { rule as stopTimeout } from '../capacity/stop-timeout.js';
import { rule as sufficient } from '../capacity/sufficient.js';
import { rule as taskInterfaces } from '../capacity/task-interfaces.js';
import type { Rule } from '../rule.js';

/** Rules of family capacity, in the order of their ids. */
export const capacity: readonly Rule[] = [
  answerTime,
  blockWindow,
  emitted,
  fitsNode,
  gatewayTasks,
  guardrailQuota,
  ingestDisk,
  instanceRegion,
  known,
  onDemandOnly,
  overflowQuota,
  quota,
  scalingBounds,
  serviceLimits,
  stopTimeout,
  sufficient,
  taskInterfaces,
];
