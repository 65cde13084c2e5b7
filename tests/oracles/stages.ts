import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { missingWeights } from '../../derived/stored-weights.js';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { loadTopology } from '../../topology/load.js';
import { wholeText } from '../topologies.js';
import type { Templates } from './expectations.js';
import { type AssemblyStack, stacksOf } from './tools.js';

/** A cloud assembly on disk. */
export interface Assembly {
  readonly path: string;
  readonly stacks: readonly AssemblyStack[];
  readonly templates: Templates;
}

/** One topology at the points of its life, declared as real: an example would not wait for its weights. */
export class Stages {
  private readonly text: string;

  constructor(
    file: string,
    private readonly directory: string,
  ) {
    this.text = wholeText(file).replace(/^example: true$/m, 'example: false');
  }

  /** Nothing is recorded as stored. */
  withoutWeights(): Assembly {
    return this.synthesized('without-weights', this.text, false);
  }

  /** All weights are recorded as stored. */
  whole(): Assembly {
    return this.synthesized('whole', this.text, true);
  }

  /** Later: every cost centre is another, and every model server another image. */
  changed(): Assembly {
    const text = this.text.replace(/^( +costCentre: \S+)/gm, '$1-2').replace(/(vllm-openai:\S+@sha256:)0{8}/g, '$111111111');
    return this.synthesized('changed', text, true);
  }

  private synthesized(name: string, text: string, stored: boolean): Assembly {
    const folder = join(this.directory, name);
    mkdirSync(folder);
    const file = join(folder, 'topology.yaml');
    writeFileSync(file, text);
    if (stored) writeFileSync(join(folder, 'topology.outputs.yaml'), stringify({ weights: records(file) }));
    const path = join(folder, 'assembly');
    mkdirSync(path);
    synthesizeAws(loadTopology(file), { outdir: path, flags: featureFlags() });
    const stacks = stacksOf(path);
    return { path, stacks, templates: Object.fromEntries(stacks.map((stack) => [stack.name, JSON.parse(readFileSync(join(path, stack.template), 'utf8'))])) };
  }
}

/** What `weights record` would have written, by account, region and model. */
function records(file: string): Record<string, Record<string, Record<string, string>>> {
  const { topology, outputs } = loadTopology(file);
  const found: Record<string, Record<string, Record<string, string>>> = {};
  for (const { account, region, model, manifest } of missingWeights(topology, outputs)) {
    if (manifest === undefined) throw new Error(`${file}: ${model} names no weights`);
    const regions = (found[account] ??= {});
    const models = (regions[region] ??= {});
    models[model] = manifest;
  }
  return found;
}
