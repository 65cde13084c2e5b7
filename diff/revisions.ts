/** Types whose every change makes a new revision: being made anew is how they work, and nothing is interrupted by it. */
export const revisionTypes: Readonly<Record<string, string>> = {
  'AWS::Bedrock::GuardrailVersion': 'a guardrail version never changes: the old number is kept, callers take the new one',
  'AWS::ECS::TaskDefinition': 'a task definition is revised, never changed: the service rolls to the new revision',
  'AWS::Lambda::Version': 'a version of a function never changes',
};
