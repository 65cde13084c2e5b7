import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/tuning-job.js';
import { findings, findingsAfter } from '../../support/findings.js';

describe(rule.id, () => {
  it('accepts an output that serves and does not train', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each(['AWS::SageMaker::Pipeline', 'AWS::SageMaker::NotebookInstance', 'AWS::Bedrock::ModelCustomizationJob', 'AWS::Batch::JobDefinition'])(
    'refuses %s',
    (type) => {
      const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
        document.Resources.Added = { Type: type, Properties: {} };
      });
      expect(found).toMatchObject([{ resource: 'Added', severity: 'fatal', message: expect.stringContaining(type) }]);
    },
  );

  it.each([
    ['google-vertex-grounding', 'google_vertex_ai_tuning_job'],
    ['google-vertex-grounding', 'google_vertex_ai_dataset'],
    ['google-vertex-grounding', 'google_notebooks_instance'],
    ['azure-foundry-dev-foundry', 'azurerm_machine_learning_workspace'],
    ['azure-foundry-dev-foundry', 'azurerm_ai_foundry'],
    ['azure-foundry-dev-foundry', 'databricks_mlflow_experiment'],
  ])('refuses in %s a %s', (stack, type) => {
    const found = findingsAfter(rule, stack, (document) => {
      document.resource[type] = { added: {} };
    });
    expect(found).toMatchObject([{ resource: `${type}.added` }]);
  });

  it('refuses a custom resource that starts a job', () => {
    const found = findingsAfter(rule, 'aws-account-us-east-2', (document) => {
      document.Resources.Added = { Type: 'Custom::AWS', Properties: { Create: '{"service":"Bedrock","action":"createModelCustomizationJob"}' } };
    });
    expect(found).toMatchObject([{ message: expect.stringContaining('createModelCustomizationJob') }]);
  });
});
