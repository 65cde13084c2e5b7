import { bootstrapQualifierOf } from '../../derived/landing-zone.js';
import { dig } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

/** The qualifier of CDK where nobody names another. */
const ofCdk = 'hnb659fds';

export const rule: Rule = {
  id: 'state/bootstrap',
  severity: 'error',
  title: "Every stack on AWS is deployed through the organisation's bootstrap, and through no other.",
  why: "The roles and the bucket of a bootstrap decide what a deployment may do. A stack with another qualifier is deployed with the rights of somebody else's bootstrap, or not at all where there is none.",
  fix: 'Set landingZone.bootstrapQualifier to the qualifier of the bootstrap stacks of the accounts, or leave it out for that of CDK.',
  source: 'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html',

  *stack(stack, { topology }) {
    if (stack.app !== 'aws') return;
    const allowed = `/cdk-bootstrap/${bootstrapQualifierOf(topology) ?? ofCdk}/version`;
    const received = dig(stack.document, 'Parameters', 'BootstrapVersion', 'Default');
    if (received === allowed) return;
    yield {
      path: pathOf('landingZone', 'bootstrapQualifier'),
      stack,
      message: `The bootstrap of ${stack.name} is ${received === undefined ? 'not named' : String(received)}. Allowed: ${allowed}.`,
    };
  },
};
