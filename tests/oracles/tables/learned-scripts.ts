import { stringify } from 'yaml';
import { type ReviewedProgram, type ScriptTable, scriptTable } from '../../../catalogue/scripts/read.js';
import { stackPlace } from '../../../derived/grants/stack-place.js';
import { nameOf } from '../../../evidence/scripts/program.js';
import { programsOf } from '../../../evidence/scripts/programs.js';
import { recognised } from '../../../evidence/scripts/recognised.js';
import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import { derivedIn } from '../../../hosts/judges.js';
import type { LoadedTopology } from '../../../topology/load.js';

interface Seen {
  /** Digests by form. */
  readonly digests: Map<string, string>;
  /** Resources that have it. */
  count: number;
}

/** Collects the programs that topologies emit; stops where one says something of its topology that nothing derives. */
export class LearnedScripts {
  private readonly programs = new Map<string, Map<string, Seen>>();
  /** Resources by kind of stack and type. */
  private readonly resources = new Map<string, number>();

  observe({ topology, outputs, source }: LoadedTopology, stacks: readonly SynthesizedStack[]): void {
    for (const stack of stacks) {
      const kind = stackPlace(topology, stack.name)?.kind ?? '';
      const ofKind = this.programs.get(kind) ?? new Map<string, Seen>();
      for (const resource of stack.resources) {
        const key = `${kind} ${resource.type}`;
        this.resources.set(key, (this.resources.get(key) ?? 0) + 1);
        for (const program of programsOf(resource)) {
          const derived = derivedIn({ topology, outputs }, resource, program);
          const name = nameOf(resource, { ...program, ...derived });
          const at = `${source.file}: ${stack.name}/${resource.id}, ${name}`;
          if (program.unreadable !== undefined) throw new Error(`${at} ${program.unreadable}`);
          const result = recognised(program.text, derived);
          if ('differs' in result) throw new Error(`${at} ${result.differs}`);
          const seen = ofKind.get(name) ?? { digests: new Map(), count: 0 };
          const form = derived.form ?? 'only';
          const known = seen.digests.get(form);
          if (known !== undefined && known !== result.sha256)
            throw new Error(`${at} has two texts as ${form}: something that a topology decides is not derived`);
          seen.digests.set(form, result.sha256);
          seen.count++;
          ofKind.set(name, seen);
        }
      }
      if (ofKind.size > 0) this.programs.set(kind, ofKind);
    }
  }

  /** The table with the digests that were seen. What reviewers found in programs is what it says already. */
  table(): string {
    const table = mapped(this.programs, (programs, kind) => mapped(programs, (seen, name) => this.entry(kind, name, seen)));
    return `# ${heading}\n\n${stringify(table, { lineWidth: 0, aliasDuplicateObjects: false })}`;
  }

  private entry(kind: string, name: string, { digests, count }: Seen): ReviewedProgram {
    const { handles, weights, network, logs } = scriptTable()[kind]?.[name] ?? unread;
    const all = this.resources.get(`${kind} ${name.split(' ')[0]}`) ?? 0;
    // An agent is on the nodes that the landing zone names.
    const sometimes = count < all || name.includes('<');
    return { ...(sometimes && { sometimes }), handles, weights, network, logs, digests: mapped(digests, (digest) => digest) };
  }
}

const heading =
  'Programs that the output may carry, by digest: digests are written by "npm run accept", what they do by who read them. How to read it: catalogue/scripts/read.ts.';

const unread: Omit<ReviewedProgram, 'digests'> = { handles: [], weights: 'NOT REVIEWED', network: 'NOT REVIEWED', logs: 'NOT REVIEWED' };

function mapped<A, B>(map: ReadonlyMap<string, A>, change: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, change(value, key)]));
}

/** Words of a table that nobody has written. */
export function unreviewed(table: ScriptTable): string[] {
  return Object.entries(table).flatMap(([kind, programs]) =>
    Object.entries(programs).flatMap(([name, { weights, network, logs }]) =>
      [weights, network, logs].some((words) => /NOT REVIEWED/.test(words)) ? [`${kind}: ${name}`] : [],
    ),
  );
}
