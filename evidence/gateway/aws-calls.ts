import type { Credential } from '../../runtime/gateway/forms/tokens.js';
import type { TranslatorFile } from '../../runtime/gateway/forms/translator.js';
import type { GatewayZone } from './zone.js';

/** A call to AWS that the files of a zone make some process of a gateway's task do. */
export interface AwsCall {
  /** `<workload>.<host>`: what it is done for. */
  readonly name: string;
  /** Whose call it is: the role of the zone's tasks, or that of a workload, by its ARN. */
  readonly by: 'task' | { readonly role: string };
  readonly action: string;
  /** What it is about, by its ARN; `any` where the call names nothing. */
  readonly on: string | 'any';
  /** Last part of the name of the service's endpoint, and its region. */
  readonly service: 'sts' | 'secretsmanager' | 'lambda' | 'bedrock-runtime';
  readonly region: string;
}

/** Every call to AWS of a zone's token provider and translator. */
export function awsCalls({ tokens, translator }: GatewayZone): AwsCall[] {
  return [
    ...Object.entries(tokens?.credentials ?? {}).flatMap(([name, credential]) => credentialCalls(name, credential)),
    ...Object.entries(translator?.deployments ?? {}).flatMap(([name, deployment]) => modelCalls(name, deployment)),
  ];
}

function credentialCalls(name: string, credential: Credential): AwsCall[] {
  const { role, region } = credential;
  const by = { role };
  const calls: AwsCall[] = [{ name, by: 'task', action: 'sts:AssumeRole', on: role, service: 'sts', region }];
  // Google may be shown a signed request, an API key is read with the role itself; every other credential is exchanged for a token.
  const reads = credential.kind === 'aws-secret' || credential.kind === 'ibm';
  const proves = !reads && (!('proof' in credential) || credential.proof === 'web-identity');
  if (proves) calls.push({ name, by, action: 'sts:GetWebIdentityToken', on: 'any', service: 'sts', region });
  if (reads)
    calls.push({
      name,
      by,
      action: 'secretsmanager:GetSecretValue',
      on: credential.secret,
      service: 'secretsmanager',
      region: regionIn(credential.secretsEndpoint),
    });
  if (credential.kind !== 'ibm' && 'through' in credential && credential.through.kind === 'function') {
    const { arn, lambdaEndpoint } = credential.through;
    calls.push({ name, by, action: 'lambda:InvokeFunction', on: arn, service: 'lambda', region: regionIn(lambdaEndpoint) });
  }
  return calls;
}

function modelCalls(name: string, { role, region, stsRegion, modelId }: TranslatorFile['deployments'][string]): AwsCall[] {
  const invoke = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'].map(
    (action): AwsCall => ({ name, by: { role }, action, on: modelId, service: 'bedrock-runtime', region }),
  );
  return [{ name, by: 'task', action: 'sts:AssumeRole', on: role, service: 'sts', region: stsRegion }, ...invoke];
}

/** `https://<service>.<region>.<domain>`. */
function regionIn(endpoint: string): string {
  return new URL(endpoint).hostname.split('.')[1] ?? '';
}
