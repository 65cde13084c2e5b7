/** A family of types that no output may have. */
export interface Refused {
  readonly type: RegExp;
  readonly what: string;
}

/** Types that train, tune or prepare either, of every cloud. Reviewed by hand: a new training service is one line here. */
const training: readonly Refused[] = [
  { type: /^AWS::SageMaker::/, what: 'Amazon SageMaker, whose jobs and pipelines train models' },
  { type: /^AWS::Bedrock::(ModelCustomizationJob|CustomModel|EvaluationJob)/, what: 'Bedrock model customization' },
  { type: /^AWS::Batch::/, what: 'AWS Batch, which runs training jobs' },
  {
    type: /^google_vertex_ai_(tuning|training|custom_job|hyperparameter|pipeline|dataset|feature|tensorboard|persistent_resource|schedule)/,
    what: 'Vertex AI training and its data',
  },
  { type: /^google_(notebooks|colab|workbench)_/, what: 'notebooks, where models are trained by hand' },
  { type: /^google_ml_engine_/, what: 'AI Platform training' },
  { type: /^azurerm_(machine_learning_|ai_foundry(_project)?$)/, what: 'Azure Machine Learning and its hubs' },
  { type: /^databricks_(mlflow_|feature_|model_training)/, what: 'Databricks model training' },
];

/** The training service that a type belongs to. */
export function trainingService(type: string): string | undefined {
  return training.find((family) => family.type.test(type))?.what;
}
