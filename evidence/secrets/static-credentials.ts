import { cloudNames, clouds, isDescribed } from '../../clouds/clouds.js';

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

/** Provider arguments that sign in with a key, of any cloud. */
export const providerKeys: readonly string[] = [...new Set(cloudNames.filter(isDescribed).flatMap((cloud): readonly string[] => clouds[cloud].signIn))];
