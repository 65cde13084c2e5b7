import { asItsPrincipals, documents, free, freeTags, grantsNothing, settings, specification, tagList, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const iam = {
  'AWS::IAM::InstanceProfile': { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
  'AWS::IAM::ManagedPolicy': { ...settings, tags: free, exposure: asItsPrincipals, principals: documents('PolicyDocument'), replacement: specification },
  'AWS::IAM::Policy': { ...settings, tags: free, exposure: asItsPrincipals, principals: documents('PolicyDocument'), replacement: specification },
  'AWS::IAM::Role': {
    ...settings,
    // IAM is free of charge: https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html
    tags: freeTags(tagList),
    exposure: asItsPrincipals,
    principals: documents('AssumeRolePolicyDocument', 'Policies'),
    replacement: specification,
  },
} satisfies Rows;
