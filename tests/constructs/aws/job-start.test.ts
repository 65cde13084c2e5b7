import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const ingest = written('aws-weights-ingest-eu-north-1');

describe('who starts the job', () => {
  it('is a named role of the topology, which can start it and look, and nothing else', () => {
    expect(propertiesOf(ingest, 'StartStarter').AssumeRolePolicyDocument.Statement).toMatchObject([
      { Principal: { AWS: 'arn:aws:iam::444455556666:role/ml-platform-release' } },
    ]);
    const actions = propertiesOf(ingest, 'StartStarterPolicy').PolicyDocument.Statement.flatMap(({ Action }: Json) => Action);
    expect(actions).toEqual(expect.arrayContaining(['states:StartExecution', 'states:DescribeExecution']));
    expect(actions.filter((action: string) => /^codebuild:(Start|Update|Create|Delete|Stop)|^iam:|:(Update|Put|Delete|Create)/.test(action))).toEqual([]);
  });

  it('starts projects as they are: the machine overrides nothing and takes no input', () => {
    const branch = propertiesOf(ingest, 'StartMachine').Definition.States.All.Branches[0].States.Start;
    expect(branch).toEqual({
      Type: 'Task',
      Resource: 'arn:aws:states:::codebuild:startBuild',
      Parameters: { ProjectName: { Ref: expect.stringMatching(/^prodllama70/) } },
      End: true,
    });
  });
});
