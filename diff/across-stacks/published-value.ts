import { type Resource, record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';

/** An attribute of a resource; empty for what `Ref` gives. */
export interface Source {
  readonly id: string;
  readonly attribute: string;
}

/** Resources of a document, by logical id (CloudFormation) or by type and name (Terraform). */
export type Resources = Readonly<Record<string, unknown>>;

/** A value that one stack makes and others take, without a reference that either document shows. */
export interface PublishedValue {
  readonly stack: SynthesizedStack;
  /** What the value is put together from. */
  readonly sources: readonly Source[];
  /**
   * The resource that carries the value, and whose own change changes it.
   * @default - nothing does: the deployment prints it
   */
  readonly carrier?: Resource;
  /** Where a reader finds it, such as "parameter `/llama/acme/weights/bucket`". */
  readonly place: string;
  /** The resources of a stack once the value is another one, with `mark` wherever it is; undefined for a stack that does not take it. */
  readonly renewedIn: (stack: SynthesizedStack, mark: string) => Resources | undefined;
}

const terraform = /\$\{[^}]*?\b([a-z0-9]+_[a-z0-9_]+\.[A-Za-z0-9_-]+)(?:\[[^\]]*\])?\.([a-z_]+)/g;
const cloudFormation = /\$\{(\w+)(?:\.(\w+))?\}/g;

/** Attributes that a value refers to, in either language. */
export function sourcesIn(value: unknown): Source[] {
  if (typeof value === 'string') {
    const found = [...value.matchAll(terraform), ...value.matchAll(cloudFormation)];
    return found.map(([, id = '', attribute = '']) => ({ id, attribute }));
  }
  if (Array.isArray(value)) return value.flatMap(sourcesIn);
  const { Ref: target, 'Fn::GetAtt': attribute } = record(value);
  if (typeof target === 'string') return [{ id: target, attribute: '' }];
  if (Array.isArray(attribute)) return [{ id: String(attribute[0]), attribute: String(attribute[1]) }];
  return Object.values(record(value)).flatMap(sourcesIn);
}
