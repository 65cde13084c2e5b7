import { asItsPrincipals, awsApi, documents, holds, inRegion, keyIn, noCopySetting, retain, runsNothing, specification, tagList } from '../answers.js';
import type { Rows } from '../row.js';

export const ecr = {
  // Replication and the kind of scan are settings of the registry as a whole.
  'AWS::ECR::Repository': {
    data: holds('images that gateways run', { keep: [retain], deleted: 'once-it-is-empty', place: inRegion }),
    key: keyIn('EncryptionConfiguration.KmsKey'),
    transport: awsApi,
    tags: tagList,
    exposure: asItsPrincipals,
    copies: noCopySetting,
    principals: documents('RepositoryPolicyText'),
    programs: runsNothing,
    replacement: specification,
  },
} satisfies Rows;
