import type { Call } from '../../../gateway/mocks/listener.js';
import { rehearsalOutputs } from '../../../gateway/rehearsal.js';
import { differs, holds } from './scenario.js';
import type { Subject } from './subject.js';

/** What a call of a host must be addressed to, by the topology and not by what was emitted: name, region, project, model. */
export function misplaced(subject: Subject, workload: string, host: string, call: Call): string[] {
  const { topology } = subject;
  const found = topology.hosts[host];
  const outputs = rehearsalOutputs(topology).hosts?.[host];
  const at = `${workload}: where ${host} is called`;
  const { model, model_id, space_id } = JSON.parse(call.body) as { model?: string; model_id?: string; space_id?: string };
  switch (found?.kind) {
    case 'self-hosted':
      return differs(
        at,
        [call.authority, call.path, model],
        [found.endpoint.hostname, '/v1/chat/completions', adapterOf(found.adapters, workload) ?? found.model],
      );
    case 'bedrock':
      return differs(at, [scopeOf(call), modelOf(call)], [`${found.region}/bedrock`, outputs?.profiles?.[workload]]);
    case 'bedrock-import':
      return differs(at, [scopeOf(call), modelOf(call)], [`${found.region}/bedrock`, outputs?.modelArn]);
    case 'vertex-endpoint':
    case 'vertex-maas': {
      const project = topology.accounts.google[found.account]?.project;
      const [, of, location] = /^\/v1(?:beta1)?\/projects\/([^/]+)\/locations\/([^/]+)\//.exec(call.path) ?? [];
      return differs(at, [of, location, call.authority.includes(found.region)], [project, found.region, true]);
    }
    case 'azure-foundry':
      return differs(at, [call.authority.endsWith('.services.ai.azure.com'), model], [true, outputs?.deployment]);
    case 'databricks': {
      const { workspaceUrl = '' } = topology.accounts.databricks[found.account] ?? {};
      const { release = '' } = topology.models[found.model] ?? {};
      // Model units are an endpoint of the topology's own; by the token, one that every workspace has.
      const named = found.modelUnits === undefined ? `databricks-meta-${release.replaceAll('.', '-')}` : `${topology.name}-${host}`;
      return differs(at, [`https://${call.authority}`, call.path, model], [workspaceUrl, '/serving-endpoints/chat/completions', named]);
    }
    case 'workers-ai':
      return differs(at, [call.authority, call.path, model], [found.hostname, '/v1/chat/completions', '@cf/meta/llama-3.3-70b-instruct-fp8-fast']);
    case 'oci-generative-ai':
      return differs(
        at,
        [call.authority, call.path, model],
        [`inference.generativeai.${found.region}.oci.oraclecloud.com`, '/openai/v1/chat/completions', 'meta.llama-3.3-70b-instruct'],
      );
    case 'watsonx': {
      const { release } = topology.models[found.model] ?? {};
      const [path] = call.path.split('?');
      return [
        ...differs(at, [call.authority, space_id, model], [`${found.region}.ml.cloud.ibm.com`, found.space, undefined]),
        ...holds(model_id?.startsWith(`meta-llama/${release?.replaceAll('.', '-')}`) === true, `${at}: the model is ${model_id}, not ${release}`),
        ...holds(/^\/ml\/v1\/text\/chat(_stream)?$/.test(path ?? ''), `${at}: the path is ${path}`),
      ];
    }
    default:
      return [`${at}: the topology has no such host`];
  }
}

/** The adapter that a workload is served with. */
function adapterOf(adapters: Readonly<Record<string, { readonly workloads: readonly string[] }>>, workload: string): string | undefined {
  return Object.entries(adapters).find(([, { workloads }]) => workloads.includes(workload))?.[0];
}

/** Region and service that a call was signed for. */
const scopeOf = ({ headers }: Call) => /Credential=[^/]+\/\d+\/([^/]+\/[^/]+)\//.exec(String(headers['authorization']))?.[1];

/** Profile or model that is called at Bedrock. */
const modelOf = ({ path }: Call) => decodeURIComponent(path.split('/')[2] ?? '');
