import { LoggingProjectBucketConfig } from '@cdktf/provider-google/lib/logging-project-bucket-config/index.js';
import { LoggingProjectExclusion } from '@cdktf/provider-google/lib/logging-project-exclusion/index.js';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink/index.js';
import { ProjectIamAuditConfig } from '@cdktf/provider-google/lib/project-iam-audit-config/index.js';
import { Construct } from 'constructs';
import type { UsableKey } from '../encryption/usable-key.js';
import { keep } from '../provider/keep.js';

export interface AuditLogsProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Region that keeps the logs. */
  readonly location: string;
  /** Name of bucket and sink. */
  readonly name: string;
  /** APIs whose every access is logged. */
  readonly services: readonly string[];
  /** Ids of logs to keep besides. */
  readonly moreLogs: readonly string[];
  /** Name of a key in `location`, and the grants Cloud Logging needs to use it. */
  readonly key: UsableKey;
}

const retentionDays = 365;

/** Data access, flow and firewall logs. The admin activity log is not among them: Google keeps it in `_Required`, unmovable. */
const logs = ['cloudaudit.googleapis.com/data_access', 'compute.googleapis.com/firewall', 'compute.googleapis.com/vpc_flows'];

/**
 * Who called what, kept for a year in one region under a customer-managed key.
 *
 * By itself Google keeps these logs in `_Default`, whose location is `global`; the exclusion keeps them out of there.
 * These are audit logs, not request logging, which keeps prompts and is never switched on. How much of a request an audit
 * entry repeats is Google's choice, which is one more reason to hold them where the data may be.
 */
export class AuditLogs extends Construct {
  constructor(scope: Construct, id: string, props: AuditLogsProps) {
    super(scope, id);
    const { project } = props;
    const filter = [...logs, ...props.moreLogs].map((log) => `log_id("${log}")`).join(' OR ');
    for (const service of [...props.services].sort()) {
      new ProjectIamAuditConfig(this, service.replace('.googleapis.com', ''), {
        project,
        service,
        auditLogConfig: [{ logType: 'ADMIN_READ' }, { logType: 'DATA_READ' }, { logType: 'DATA_WRITE' }],
      });
    }
    const bucket = new LoggingProjectBucketConfig(this, 'Bucket', {
      project,
      location: props.location,
      bucketId: props.name,
      retentionDays,
      // Only at creation: a log bucket cannot take a key later.
      cmekSettings: { kmsKeyName: props.key.name },
      dependsOn: [...props.key.grants],
      lifecycle: { preventDestroy: true },
    });
    keep(bucket);
    const sink = new LoggingProjectSink(this, 'Sink', {
      project,
      name: props.name,
      destination: `logging.googleapis.com/${bucket.id}`,
      filter,
      uniqueWriterIdentity: true,
    });
    new LoggingProjectExclusion(this, 'NotGlobal', { project, name: props.name, filter, dependsOn: [sink] });
  }
}
