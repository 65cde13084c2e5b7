import { parse } from 'yaml';
import { decodedText } from '../evidence/secrets/decoded-text.js';
import { record } from '../evidence/synthesized/stack.js';

const largest = 512 * 1024;

/** The document inside a string: JSON, `jsonencode(…)`, YAML, or either in Base64. Undefined when it holds none. */
export function embeddedDocument(text: string): unknown {
  if (text.length > largest) return undefined;
  const plain = decodedText(text) ?? text;
  return json(plain) ?? json(encodedByTerraform(plain)) ?? yaml(plain);
}

function json(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** CDK for Terraform writes `${jsonencode({"a" = 1})}`. */
function encodedByTerraform(text: string): string {
  const [, inner = ''] = /^\$\{jsonencode\((.*)\)\}$/s.exec(text) ?? [];
  return inner.replace(/("(?:[^"\\]|\\.)*")\s*=\s*/g, '$1: ');
}

function yaml(text: string): unknown {
  if (!/^(#.*\n|---\n|\s*\n)*(- )?["']?[\w./-]+["']?:(\s|$)/.test(text) || !text.trim().includes('\n')) return undefined;
  try {
    const value: unknown = parse(text, { logLevel: 'silent', maxAliasCount: 0 });
    return Array.isArray(value) || Object.keys(record(value)).length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}
