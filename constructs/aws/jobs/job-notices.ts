import { Construct } from 'constructs';
import type { LentKey } from '../encryption/lent-key.js';
import { NoticeRule, noticeRole } from '../notices/notice-rule.js';
import { NoticeTopic } from '../notices/notice-topic.js';

export interface JobNoticesProps {
  /** Names of the CodeBuild projects. */
  readonly projects: readonly string[];
  /** ARN of the state machine that starts the jobs. */
  readonly stateMachineArn: string;
  /** Key of the topic and of what it keeps. */
  readonly key: LentKey;
  /** E-mail addresses. */
  readonly notify: readonly string[];
  /** What to say of a job that failed or was stopped, and of one that was not started: each a sentence, and the runbook. */
  readonly texts: { readonly ended: string; readonly notStarted: string };
}

/** Tells people that a job did not end well, that somebody stopped it, or that it was not started. */
export class JobNotices extends Construct {
  constructor(scope: Construct, id: string, props: JobNoticesProps) {
    super(scope, id);
    const topic = new NoticeTopic(this, 'Topic', props);
    const sender = noticeRole(this, { topic, key: props.key, services: ['events'] });
    new NoticeRule(this, 'Job', {
      topic,
      sender,
      description: props.texts.ended,
      eventPattern: {
        source: ['aws.codebuild'],
        'detail-type': ['CodeBuild Build State Change'],
        detail: { 'project-name': [...props.projects], 'build-status': ['FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'] },
      },
    });
    new NoticeRule(this, 'Start', {
      topic,
      sender,
      description: props.texts.notStarted,
      eventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [props.stateMachineArn], status: ['ABORTED', 'FAILED', 'TIMED_OUT'] },
      },
    });
  }
}
