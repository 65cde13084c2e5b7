import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { synthesizeAws } from '../../synthesis/aws.js';
import { featureFlags } from '../../synthesis/project.js';
import { loadTopology } from '../../topology/load.js';
import { wholeText } from '../support/topologies.js';
import type { Templates } from './expectations.js';
import { type AssemblyStack, stacksOf } from './tools.js';

/** A cloud assembly on disk. */
export interface Assembly {
  /** Point of the life that it belongs to. */
  readonly what: string;
  readonly path: string;
  readonly stacks: readonly AssemblyStack[];
  readonly templates: Templates;
}

/** Digests that a topology approves: of a manifest, and of the statement of a fine-tune. */
type Approved = Readonly<Record<'manifest' | 'provenance', string>>;

/** One topology at the points of its life, declared as real: an example would not wait for its weights. */
export class Stages {
  /** The topology in a folder of its own; what commands write beside it counts from then on. */
  readonly file: string;
  private readonly text: string;

  /** `approved` are digests of what is going to be stored as every model's weights, `given` ids of what is there already by those of the topology. */
  constructor(
    file: string,
    private readonly directory: string,
    approved: Approved,
    given: ReadonlyMap<string, string>,
  ) {
    this.file = join(directory, 'topology.yaml');
    this.text = [...given]
      .reduce((text, [id, made]) => text.replaceAll(id, made), wholeText(file))
      .replace(/^example: true$/m, 'example: false')
      .replace(/^( +(manifest|provenance): )sha256:0{64}$/gm, (_, start: string, of: keyof Approved) => `${start}${approved[of]}`);
    writeFileSync(this.file, this.text);
  }

  /** Every stack there can be: an example does not wait for anything. */
  everything(): Assembly {
    const file = join(this.directory, 'example.yaml');
    writeFileSync(file, this.text.replace(/^example: false$/m, 'example: true'));
    return this.synthesized('everything', file);
  }

  /** What follows from the topology and from what is recorded beside it. */
  now(name: string): Assembly {
    return this.synthesized(name, this.file);
  }

  /** Later: every cost centre is another, every model server another image, and invocation logging is switched. */
  changed(): Assembly {
    const text = this.text
      .replace(/^( +costCentre: \S+)/gm, '$1-2')
      .replace(/(vllm-openai:\S+@sha256:)0{8}/g, '$111111111')
      .replace(/(invocationLogging: )(off|metadata)/g, (_, key, mode) => `${key}${mode === 'off' ? 'metadata' : 'off'}`);
    writeFileSync(this.file, text);
    return this.synthesized('a change', this.file);
  }

  /** From now on without what `edit` takes out of the topology. */
  without(name: string, edit: (topology: Document) => void): Assembly {
    const topology = parseDocument(readFileSync(this.file, 'utf8'));
    edit(topology);
    writeFileSync(this.file, topology.toString({ lineWidth: 0 }));
    return this.synthesized(name, this.file);
  }

  private synthesized(name: string, file: string): Assembly {
    const path = join(this.directory, name.replaceAll(' ', '-'));
    mkdirSync(path);
    synthesizeAws(loadTopology(file), { outdir: path, flags: featureFlags() });
    const stacks = stacksOf(path);
    return {
      what: name,
      path,
      stacks,
      templates: Object.fromEntries(stacks.map((stack) => [stack.name, JSON.parse(readFileSync(join(path, stack.template), 'utf8'))])),
    };
  }
}
