import { hearers } from '../../evidence/delivery/hearers.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'delivery/heard',
  severity: 'error',
  title: 'Every alarm and budget has a recipient, and what cannot be delivered is kept and counted.',
  why: 'An alarm without an action, a topic without a subscription and an alert policy without a channel fire unseen. A rule, schedule or subscription without a dead-letter queue drops what its target refuses, and a queue without an alarm keeps it unseen.',
  fix: 'Give the alarm an action, the topic a subscription, the alert policy a channel; give rules, schedules and subscriptions a dead-letter queue with an alarm. On AWS constructs/aws/notices/notice-topic.ts does all of it; recipients come from finance.notify.',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html, https://docs.aws.amazon.com/eventbridge/latest/userguide/rule-dlq.html',

  *resource(resource) {
    for (const problem of hearers[resource.type]?.(resource) ?? []) yield { path: resource.origin, resource, message: `${resource.id} ${problem}.` };
  },
};
