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
  { type: /^oci_(generative_ai_model$|datascience_|ai_(language|vision|document)_model$)/, what: 'training of models on Oracle Cloud' },
  { type: /^databricks_(mlflow_|feature_|model_training)/, what: 'Databricks model training' },
];

/** Resources that are, or make, a credential which does not expire by itself. */
const staticCredentials: readonly Refused[] = [
  { type: /^AWS::IAM::(User|AccessKey|UserToGroupAddition|UserPolicy)$/, what: 'an IAM user or its key' },
  { type: /^AWS::IAM::.*(ServiceSpecificCredential|SSHPublicKey)/, what: 'a service credential, such as a Bedrock API key' },
  { type: /^AWS::EC2::KeyPair$/, what: 'an SSH key' },
  { type: /^google_(service_account_key|storage_hmac_key|apikeys_key)$/, what: 'a Google key' },
  { type: /^azuread_(application|service_principal)_(password|certificate)$/, what: 'a client secret or certificate' },
  { type: /^azurerm_.*(shared_access_policy|authorization_rule|_sas)$/, what: 'an Azure shared access key' },
  { type: /^cloudflare_(api_token|account_token|zero_trust_access_service_token|origin_ca_certificate)$/, what: 'a Cloudflare token or key' },
  { type: /^databricks_(token|obo_token|service_principal_secret)$/, what: 'a Databricks token' },
  {
    type: /^oci_identity_(domains_)?(my_)?(api_key|auth_token|customer_secret_key|(user_)?db_credential|oauth2client_credential|smtp_credential|ui_password)$/,
    what: 'a key, token or password of Oracle Cloud',
  },
  { type: /^ibm_(iam_(service_)?api_key|resource_key|iam_api_key_action)$/, what: 'an API key of IBM Cloud, or credentials of a service' },
];

/** The training service that a type belongs to. */
export function trainingService(type: string): string | undefined {
  return training.find((family) => family.type.test(type))?.what;
}

/** What a type is, if it is a credential or makes one. */
export function staticCredentialOf(type: string): string | undefined {
  return staticCredentials.find((family) => family.type.test(type))?.what;
}
