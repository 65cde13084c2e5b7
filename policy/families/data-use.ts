import { rule as auditLog } from '../data-use/audit-log.js';
import { rule as auditTrail } from '../data-use/audit-trail.js';
import { rule as bedrockRetention } from '../data-use/bedrock-retention.js';
import { rule as caching } from '../data-use/caching.js';
import { rule as gatewayContent } from '../data-use/gateway-content.js';
import { rule as gatewayTask } from '../data-use/gateway-task.js';
import { rule as invocationLoggingContent } from '../data-use/invocation-logging-content.js';
import { rule as modelServer } from '../data-use/model-server.js';
import { rule as noTrainingTerm } from '../data-use/no-training-term.js';
import { rule as providerRetention } from '../data-use/provider-retention.js';
import { rule as requestLogging } from '../data-use/request-logging.js';
import { rule as telemetryOff } from '../data-use/telemetry-off.js';
import { rule as trainingData } from '../data-use/training-data.js';
import { rule as tuningJob } from '../data-use/tuning-job.js';
import type { Rule } from '../rule.js';

/** Rules of family data-use, in the order of their ids. */
export const dataUse: readonly Rule[] = [
  auditLog,
  auditTrail,
  bedrockRetention,
  caching,
  gatewayContent,
  gatewayTask,
  invocationLoggingContent,
  modelServer,
  noTrainingTerm,
  providerRetention,
  requestLogging,
  telemetryOff,
  trainingData,
  tuningJob,
];
