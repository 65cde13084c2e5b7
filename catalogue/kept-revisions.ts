/**
 * Revisions that stay when a newer one takes their place, because callers name them: by type, the policies of CloudFormation that keep them. None of
 * them holds data, and one that was never created may go.
 */
export const keptRevisions: Readonly<Record<string, Readonly<Record<'DeletionPolicy' | 'UpdateReplacePolicy', readonly string[]>>>> = {
  'AWS::Bedrock::GuardrailVersion': { DeletionPolicy: ['Retain', 'RetainExceptOnCreate'], UpdateReplacePolicy: ['Retain'] },
};
