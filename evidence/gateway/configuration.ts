import { createHash } from 'node:crypto';
import { type ConfigurationForm, configurationForm } from '../../runtime/gateway/forms/configuration.js';
import type { SynthesizedStack } from '../synthesized/stack.js';

/** The object that a zone's tasks are configured by, as it is deployed beside the template. */
export interface ConfigurationAsset {
  /** Name of the object. */
  readonly key: string;
  /** SHA-256 of what it holds, in hex. */
  readonly sha256: string;
  readonly configuration: ConfigurationForm;
}

/** The one configuration among the assets of a stack; undefined where there is none, or more than one. */
export function configurationAsset({ assets = {} }: SynthesizedStack): ConfigurationAsset | undefined {
  const found = Object.entries(assets).flatMap(([key, { text }]): ConfigurationAsset[] => {
    const parsed = text === undefined ? undefined : configurationForm.safeParse(jsonOf(text));
    if (text === undefined || parsed?.success !== true) return [];
    return [{ key, sha256: createHash('sha256').update(text).digest('hex'), configuration: parsed.data }];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** How the configuration beside a template differs from the files of its zone that were judged, by file. */
export function configurationDifferences(
  { files, zone }: ConfigurationForm,
  own: { readonly zone: string; readonly files: Readonly<Record<string, string>> },
): string[] {
  const names = [...new Set([...Object.keys(files), ...Object.keys(own.files)])].sort();
  return [
    ...(zone === own.zone ? [] : [`is of zone ${zone}. Allowed: ${own.zone}`]),
    ...names.flatMap((name) => {
      if (files[name] === own.files[name]) return [];
      if (files[name] === undefined) return [`lacks ${name}, which gateway.out has`];
      return [own.files[name] === undefined ? `has ${name}, which gateway.out has not` : `has another ${name} than gateway.out`];
    }),
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
