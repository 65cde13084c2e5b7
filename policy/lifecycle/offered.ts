import { azureOffer, azureSku } from '../../facts/azure.js';
import { bedrockOffers, importFamilies, importRegions } from '../../facts/bedrock.js';
import { maasOffer, modelArmorIn, vertexOffer, vertexPrecisions } from '../../facts/google.js';
import { release as releaseFacts } from '../../facts/models.js';
import { otherOffers } from '../../facts/others.js';
import type { Host } from '../../hosts/schemas.js';
import { type VertexDeployment, vertexDeployments } from '../../hosts/vertex-endpoint/deployments.js';
import type { Model } from '../../topology/schema/models.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { bedrockOfferOf } from '../regions.js';
import type { Rule } from '../rule.js';
import { hostOfPath } from '../stack-scope.js';
import { declaredModels, emittedModel } from './emitted-model.js';

export const rule: Rule = {
  id: 'lifecycle/offered',
  severity: 'fatal',
  title: 'The host offers this model, in this region, in this mode, sku, version or machine type.',
  why: 'Providers withdraw Llama models and never offered most of them everywhere. A deployment that names an absent offer fails half-way, or is moved to another region by hand.',
  fix: 'Choose a model, region and mode that the facts list; if the provider has a newer offer, add it to the facts with its source.',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const problem = missingOffer(topology, host);
      if (problem !== undefined) yield { path: `hosts.${id}.${problem.field}`, message: problem.message };
    }
  },

  *resource(resource, { topology }) {
    const emitted = emittedModel(resource);
    const [id, host] = hostOfPath(topology, resource.origin) ?? [];
    if (emitted === undefined || id === undefined || host === undefined) return;
    const declared = declaredModels(topology, host);
    if (declared !== undefined && declared.length > 0 && !declared.includes(emitted)) {
      yield { path: `hosts.${id}.model`, resource, message: `The output deploys ${emitted}; the topology says ${declared.join(' and ')}.` };
    }
  },
};

interface Missing {
  readonly field: string;
  readonly message: string;
}

/** What of a host no offer in the facts matches, or nothing. */
function missingOffer(topology: Topology, host: Host): Missing | undefined {
  const model = entity(topology.models, host.model);
  const { release } = model;
  const nowhere = (what: string): Missing => ({ field: 'model', message: `${release} is not offered on ${what}.` });
  switch (host.kind) {
    case 'self-hosted':
      return selfHostable(model);
    case 'bedrock': {
      if (bedrockOfferOf(topology, host) !== undefined) return undefined;
      const all = bedrockOffers(release);
      const here = all.filter((offer) => offer.region === host.region);
      if (all.length === 0) return nowhere('Bedrock');
      if (here.length === 0)
        return { field: 'region', message: `${release} is not offered on Bedrock in ${host.region}. Offered in ${list(all.map(({ region }) => region))}.` };
      const modes = here.map((offer) => (offer.mode === 'in-region' ? 'in-region' : (offer.geography ?? offer.profileId ?? '')));
      return { field: 'profile', message: `${release} is not offered as ${host.profile} in ${host.region}. Offered as ${list(modes)}.` };
    }
    case 'bedrock-import':
      return importable(model, host.region);
    case 'vertex-endpoint':
      return vertexDeployments(host)
        .map((deployment) => missingShape(entity(topology.models, deployment.model), host.region, deployment))
        .concat(
          host.modelArmor === undefined || modelArmorIn(host.region) ? [] : [{ field: 'modelArmor', message: `Model Armor is not offered in ${host.region}.` }],
        )
        .find((missing) => missing !== undefined);
    case 'azure-foundry': {
      if (azureOffer({ release }) === undefined) return nowhere('Microsoft Foundry');
      const offer = azureOffer({ release, sku: host.sku });
      if (offer === undefined) {
        const other = azureOffer({ release })?.sku;
        return {
          field: 'sku',
          message: `${release} is not offered as ${host.sku}${azureSku(host.sku)?.llama === false ? ', nor is any Llama' : ''}. Offered as ${other}.`,
        };
      }
      if (!offer.regions.includes(host.region))
        return { field: 'region', message: `${release} is not offered in ${host.region}. Offered in ${list(offer.regions)}.` };
      return offer.versions.includes(host.modelVersion)
        ? undefined
        : { field: 'modelVersion', message: `${release} has no version ${host.modelVersion}. Known: ${list(offer.versions)}.` };
    }
    case 'vertex-maas':
      return missingManaged(release, host.region);
    case 'databricks':
    case 'watsonx':
    case 'workers-ai':
      return otherOffers(host.kind, release).some((offer) => offer.status === 'offered' || offer.status === 'preview') ? undefined : nowhere(host.kind);
    default:
      return undefined;
  }
}

function missingShape({ release, precision }: Model, region: string, { machineType, prefix }: VertexDeployment): Missing | undefined {
  if (vertexOffer({ release, precision, region, machineType }) !== undefined) return undefined;
  if (vertexOffer({ release }) === undefined) return { field: `${prefix}model`, message: `${release} is not offered on Vertex AI Model Garden.` };
  const recommended = vertexOffer({ release, precision })?.machineType;
  if (recommended === undefined) {
    const precisions = vertexPrecisions(release);
    return { field: `${prefix}model`, message: `${release} is not offered on Vertex AI Model Garden in ${precision}. Offered in ${list(precisions)}.` };
  }
  const shape = vertexOffer({ release, precision, machineType });
  if (shape === undefined)
    return { field: `${prefix}machineType`, message: `${release} is not known to run on ${machineType}; Google recommends ${recommended}.` };
  return { field: 'region', message: `${machineType} for ${release} is not offered in ${region}. Offered in ${list(shape.regions)}.` };
}

function missingManaged(release: string, region: string): Missing | undefined {
  const offer = maasOffer(release);
  if (offer?.status !== 'offered') return { field: 'model', message: `${release} is not offered on Vertex AI as a managed model.` };
  if (offer.regions.includes(region)) return undefined;
  return { field: 'region', message: `${release} is not offered in ${region} as a managed model. Offered in ${list(offer.regions)}.` };
}

function selfHostable(model: Model): Missing | undefined {
  const precisions = releaseFacts(model.release)?.precisions ?? {};
  return precisions[model.precision] === undefined
    ? { field: 'model', message: `${model.release} has no known ${model.precision} weights. Known: ${list(Object.keys(precisions))}.` }
    : undefined;
}

/** Why Custom Model Import does not take a model, or nothing. */
function importable(model: Model, region: string): Missing | undefined {
  const row = importRegions().find((one) => one.region === region);
  if (row === undefined) {
    const regions = list(importRegions().map((one) => one.region));
    return { field: 'region', message: `Custom Model Import is not offered in ${region}. Offered in ${regions}.` };
  }
  const facts = releaseFacts(model.release);
  const weights = facts?.precisions[model.precision];
  if (facts === undefined || weights === undefined) return selfHostable(model);
  if (!importFamilies().includes(facts.family)) {
    return { field: 'model', message: `Custom Model Import is not known to take the architecture of ${facts.family}. Allowed: ${list(importFamilies())}.` };
  }
  if (!row.precisions.includes(model.precision)) {
    return { field: 'model', message: `Custom Model Import does not take ${model.precision} weights. Allowed: ${list(row.precisions)}.` };
  }
  const limit = facts.multimodal ? row.maxMultimodalModelGB : row.maxTextModelGB;
  if (weights.weightGB > limit) {
    const kind = facts.multimodal ? 'multimodal model' : 'model';
    return {
      field: 'model',
      message: `${model.release} ${model.precision} has ${weights.weightGB} GB; Custom Model Import takes a ${kind} of ${limit} GB at most.`,
    };
  }
  return undefined;
}

function list(names: readonly string[]): string {
  return [...new Set(names)].sort().join(', ') || 'none';
}
