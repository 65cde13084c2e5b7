/** What a secret looks like. A pattern matches only what no reference, name or digest looks like. */
export const secretPatterns: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'an AWS access key id', pattern: /\b(AKIA|ASIA|ABIA)[A-Z0-9]{16}\b/ },
  { what: 'an Amazon Bedrock API key', pattern: /\b(ABSK[A-Za-z0-9+/]{60,}|bedrock-api-key-[A-Za-z0-9+/=_-]{20,})/ },
  { what: 'a private key', pattern: /-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY/ },
  { what: 'a Hugging Face token', pattern: /\b(hf|api_org)_[A-Za-z0-9]{20,}\b/ },
  { what: 'a GitHub token', pattern: /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})/ },
  { what: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  { what: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/ },
  { what: 'an API key of a model service', pattern: /\bsk-[A-Za-z0-9_-]{20,}/ },
  { what: 'an Azure storage connection string', pattern: /\b(AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{30,}={0,2}/ },
  { what: 'an Azure shared access signature', pattern: /[?&]sig=[A-Za-z0-9%+/]{30,}/ },
  { what: 'a Google API key', pattern: /\bAIza[0-9A-Za-z_-]{35}\b/ },
  { what: 'a Google OAuth secret or token', pattern: /\b(GOCSPX-[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{20,})/ },
  { what: 'a Google service account key', pattern: /\\*"type\\*"\s*:\s*\\*"service_account\\*"/ },
  { what: 'a signed token', pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
  { what: 'a password in an address', pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"]+:[^\s:/@"${][^\s:/@"]*@/ },
  { what: 'a secret set by a script', pattern: /\b[A-Z0-9_]*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY)=["']?[^\s"'${][^\s"']{7,}/ },
];

/** Names whose value is a secret, without their separators and in lower case. */
export const secretName =
  /(password|passwd|passphrase|secret|secretstring|secretdata|secretkey|apikey|accesskey|masterkey|privatekey|accountkey|connectionstring|accesstoken|authtoken|apitoken|bearertoken|credentials)$/;

/** Terraform arguments that may not occur at all: whatever fills them ends in plain text in the state. */
export const secretFields: readonly string[] = ['hugging_face_access_token', 'secret_data', 'admin_password', 'administrator_login_password'];

/** Terraform resources whose secret is made by, and therefore kept in, the state. */
export const secretTypes: Readonly<Record<string, string>> = {
  azuread_application_password: 'a client secret',
  azuread_service_principal_password: 'a client secret',
  azurerm_key_vault_secret: 'the value of the secret',
  google_secret_manager_secret_version: 'the value of the secret',
  google_service_account_key: 'a private key',
  google_storage_hmac_key: 'an access key',
  random_password: 'a password',
  tls_private_key: 'a private key',
};

/** A reference to an attribute that holds a key: Terraform copies its value into the state of whatever refers to it. */
export const secretReference =
  /\$\{[^}]*\.((primary_|secondary_)?(access_key|shared_key|blob_connection_string|connection_string|private_key|private_key_pem|client_secret|secret_data|admin_password|access_token|sas_token)|(primary|secondary)_key|SecretAccessKey)\b/;

/** A reference that CloudFormation replaces by the secret itself: right in a property that takes one, printed by an output. */
export const resolvedSecret = /\{\{resolve:(secretsmanager|ssm-secure):/;
