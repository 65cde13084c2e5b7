import type { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** What a caller of any path without a rule is told, in the words of OpenAI. */
export const unknownPath: CfnListener.ActionProperty = {
  type: 'fixed-response',
  fixedResponseConfig: {
    statusCode: '404',
    contentType: 'application/json',
    messageBody: JSON.stringify({ error: { message: 'There is nothing at this path.', type: 'invalid_request_error', param: null, code: 'unknown_url' } }),
  },
};
