import type { VllmOptions } from '../mocks/vllm.js';
import type { Cloud } from './cloud.js';
import type { Emitted } from './emitted.js';

type Credential = Emitted['tokens']['credentials'][string];
type Api = Omit<VllmOptions, 'name' | 'models' | 'limits'>;

/** What a host takes, by what it is called with: its path, fields that it refuses, and whom it admits, one for each workload. */
export function modelApi(credentials: readonly Credential[], cloud: Pick<Cloud, 'issued' | 'apiKeys'>): Api {
  const each = credentials.map((credential) => apiOf(credential, cloud));
  const [first] = each;
  if (first === undefined) throw new Error('a host that no workload has a credential for is called by nobody');
  return { ...first, admits: (bearer) => each.some(({ admits }) => admits(bearer)) };
}

function apiOf(credential: Credential, { issued, apiKeys }: Pick<Cloud, 'issued' | 'apiKeys'>): Api {
  const shownBy = (bearer: string | undefined) => issued.shown(bearer)?.as;
  switch (credential.kind) {
    case 'aws-secret':
    case 'google-secret':
    case 'azure-secret':
      return { path: shown, admits: (bearer) => apiKeys.get(credential.secret)?.includes(bearer ?? '') === true };
    case 'google':
      return { path: vertex, refuses: ['priority'], admits: (bearer) => shownBy(bearer) === credential.serviceAccount };
    case 'entra':
      return { path: foundry, refuses: ['priority'], admits: (bearer) => shownBy(bearer) === credential.clientId };
    case 'databricks':
      return { path: databricks, refuses: ['priority'], admits: (bearer) => shownBy(bearer) === credential.clientId };
    case 'ibm':
      return {
        path: watsonx,
        streamPath: watsonxStreams,
        names: 'model_id',
        refuses: ['model', 'priority', 'stream', 'stream_options'],
        admits: (bearer) => shownBy(bearer) === credential.profile,
      };
  }
}

/** OpenAI's own path, of a server itself or of a service with others beside it. */
const shown = /^(\/openai)?\/v1\/chat\/completions$/;
const vertex = /^\/v1(beta1)?\/projects\/[^/]+\/locations\/[^/]+\/endpoints\/[^/]+\/chat\/completions$/;
const watsonx = /^\/ml\/v1\/text\/chat\?version=\d{4}-\d{2}-\d{2}$/;
const watsonxStreams = /^\/ml\/v1\/text\/chat_stream\?version=\d{4}-\d{2}-\d{2}$/;
const databricks = /^\/serving-endpoints\/chat\/completions$/;
const foundry = /^\/openai\/v1\/chat\/completions$/;
