import { Construct } from 'constructs';
import type { LentKey } from '../encryption/lent-key.js';
import { NoticeRule, noticeRole } from '../notices/notice-rule.js';
import { NoticeTopic } from '../notices/notice-topic.js';

export interface IngestNoticesProps {
  /** Names of the CodeBuild projects. */
  readonly projects: readonly string[];
  /** ARN of the state machine that starts the jobs. */
  readonly stateMachineArn: string;
  /** Key of the topic and of what it keeps. */
  readonly key: LentKey;
  /** E-mail addresses. */
  readonly notify: readonly string[];
}

/** Tells people that weights did not come in, or that somebody stopped it. */
export class IngestNotices extends Construct {
  constructor(scope: Construct, id: string, props: IngestNoticesProps) {
    super(scope, id);
    const topic = new NoticeTopic(this, 'Topic', props);
    const { role } = noticeRole(this, { topic, key: props.key, services: ['events'] });
    new NoticeRule(this, 'Job', {
      topic,
      role,
      description: 'Weights did not come in. Runbook: docs/runbooks/weights.md',
      eventPattern: {
        source: ['aws.codebuild'],
        'detail-type': ['CodeBuild Build State Change'],
        detail: { 'project-name': [...props.projects], 'build-status': ['FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'] },
      },
    });
    new NoticeRule(this, 'Start', {
      topic,
      role,
      description: 'A job that brings weights in was not started. Runbook: docs/runbooks/weights.md',
      eventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [props.stateMachineArn], status: ['ABORTED', 'FAILED', 'TIMED_OUT'] },
      },
    });
  }
}
