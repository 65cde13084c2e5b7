import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { LentKey } from '../encryption/lent-key.js';
import { NoticeRule, noticeRole } from '../notices/notice-rule.js';
import type { NoticeTopic } from '../notices/notice-topic.js';

export interface CapacityBlockNoticesProps {
  /** By id; `end` is the day on which the block ends, in UTC. */
  readonly blocks: Readonly<Record<string, { readonly reservationId: string; readonly end: string }>>;
  /** Topic that people are told through. */
  readonly topic: NoticeTopic;
  /** Key of the topic, which schedules use to send. */
  readonly key: LentKey;
}

/** Blocks end at 11:30 UTC, and EC2 ends their instances from half an hour earlier. */
const terminationStarts = 'T11:00:00Z';
const hours = (count: number) => count * 3_600_000;
const notices = { FourteenDays: hours(14 * 24), ThreeDays: hours(3 * 24), OneHour: hours(1) };

/** Tells people well before a Capacity Block takes its nodes away, by the declared dates, and when EC2 itself warns. */
export class CapacityBlockNotices extends Construct {
  constructor(scope: Construct, id: string, props: CapacityBlockNoticesProps) {
    super(scope, id);
    const blocks = Object.entries(props.blocks).sort(([a], [b]) => (a < b ? -1 : 1));
    const sender = noticeRole(this, { ...props, services: ['events', 'scheduler'] });
    for (const [block, { reservationId, end }] of blocks) {
      for (const [name, before] of Object.entries(notices)) {
        const at = new Date(Date.parse(`${end}${terminationStarts}`) - before);
        const schedule = new CfnSchedule(this, `${block}-${name}`, {
          description: `Capacity Block ${block}: first instances end ${end} 11:00 UTC`,
          // Every year on that day: at(…) in the past is refused, so that no deployment would succeed between a notice and the
          // end. Blocks last half a year at most; a notice comes again only if one that is long over is still declared.
          scheduleExpression: `cron(0 ${at.getUTCHours()} ${at.getUTCDate()} ${at.getUTCMonth() + 1} ? *)`,
          scheduleExpressionTimezone: 'UTC',
          flexibleTimeWindow: { mode: 'OFF' },
          kmsKeyArn: props.key.keyArn,
          target: {
            arn: props.topic.topicArn,
            roleArn: sender.role.roleArn,
            deadLetterConfig: { arn: props.topic.deadLetters.queueArn },
            input: `Capacity Block ${block} (${reservationId}) ends on ${end}: EC2 ends its instances from 11:00 UTC. Runbook: docs/runbooks/capacity-block-expiry.md`,
          },
        });
        schedule.node.addDependency(sender.rights);
      }
    }
    // Sent 40 minutes before the end: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-monitor.html
    new NoticeRule(this, 'Warning', {
      topic: props.topic,
      sender,
      description: 'EC2 is about to end the instances of a Capacity Block',
      eventPattern: {
        source: ['aws.ec2'],
        'detail-type': ['Capacity Block Reservation Expiration Warning'],
        detail: { 'capacity-reservation-id': blocks.map(([, { reservationId }]) => reservationId) },
      },
    });
  }
}
