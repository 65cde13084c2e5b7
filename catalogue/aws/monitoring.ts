import { awsApi, grantsNothing, holds, inRegion, keyIn, none, retain, settings, signedCalls, specification, tagList, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const monitoring = {
  'AWS::CloudWatch::Alarm': { ...settings, tags: tagList, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
  'AWS::CloudWatch::Dashboard': { ...settings, tags: tagList, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
  'AWS::Logs::LogGroup': {
    data: holds('logs', { keep: [retain], deleted: 'with-everything-in-it', place: inRegion }),
    key: keyIn('KmsKeyId'),
    transport: awsApi,
    tags: tagList,
    exposure: signedCalls,
    copies: none('copied by a subscription filter, a type of its own that nothing emits'),
    principals: grantsNothing,
    replacement: specification,
  },
} satisfies Rows;
