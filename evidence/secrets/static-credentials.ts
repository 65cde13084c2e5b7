/** Resources that are, or make, a credential which does not expire by itself. */
export const staticCredentialTypes: readonly { readonly type: RegExp; readonly what: string }[] = [
  { type: /^AWS::IAM::(User|AccessKey|UserToGroupAddition|UserPolicy)$/, what: 'an IAM user or its key' },
  { type: /^AWS::IAM::.*(ServiceSpecificCredential|SSHPublicKey)/, what: 'a service credential, such as a Bedrock API key' },
  { type: /^AWS::EC2::KeyPair$/, what: 'an SSH key' },
  { type: /^google_(service_account_key|storage_hmac_key|apikeys_key)$/, what: 'a Google key' },
  { type: /^azuread_(application|service_principal)_(password|certificate)$/, what: 'a client secret or certificate' },
  { type: /^azurerm_.*(shared_access_policy|authorization_rule|_sas)$/, what: 'an Azure shared access key' },
  { type: /^databricks_(token|obo_token|service_principal_secret)$/, what: 'a Databricks token' },
];

/** Calls of custom resources that make one. */
export const credentialCalls = /create(AccessKey|ServiceSpecificCredential|LoginProfile|KeyPair)\b/i;

/** Switches for keys: the path to each, and the only value allowed. Azure's own default is on. */
export const keySwitches: readonly { readonly type: string; readonly field: readonly string[]; readonly value: string | undefined }[] = [
  { type: 'AWS::EC2::LaunchTemplate', field: ['LaunchTemplateData', 'KeyName'], value: undefined },
  { type: 'AWS::EC2::Instance', field: ['KeyName'], value: undefined },
  { type: 'AWS::AutoScaling::LaunchConfiguration', field: ['KeyName'], value: undefined },
  { type: 'azurerm_ai_services', field: ['local_authentication_enabled'], value: 'false' },
  { type: 'azurerm_cognitive_account', field: ['local_auth_enabled'], value: 'false' },
  { type: 'azurerm_log_analytics_workspace', field: ['local_authentication_enabled'], value: 'false' },
  { type: 'azurerm_search_service', field: ['local_authentication_enabled'], value: 'false' },
  { type: 'azurerm_storage_account', field: ['shared_access_key_enabled'], value: 'false' },
  { type: 'azurerm_linux_virtual_machine', field: ['admin_password'], value: undefined },
];

/** Provider arguments that sign in with a key. */
export const providerKeys: readonly string[] = [
  'access_key',
  'secret_key',
  'credentials',
  'access_token',
  'client_secret',
  'client_certificate',
  'token',
  'password',
];
