import { type FormTable, gatewayForms } from '../../../catalogue/gateway/read.js';

/** What blanks are filled with, by name. `undefined`: nothing, and then what is written with it is absent. */
export type Blanks = Readonly<Record<string, unknown>>;

/**
 * A reviewed form with its blanks filled: by what is given, else by the form of that name. What has no value is left out of the object or list that it is in.
 * Throws where a blank has neither, which is a fault of the table or of whoever fills it.
 */
export function filled(table: FormTable, name: string, blanks: Blanks = {}): unknown {
  const forms = gatewayForms(table);
  const form = forms[name];
  if (form === undefined) throw new Error(`catalogue/gateway/${table}.yaml has no form "${name}"`);
  return fill(form);

  function fill(value: unknown): unknown {
    if (typeof value === 'string') return fillText(value);
    if (Array.isArray(value)) return value.map(fill).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => given(key, fill(inner))));
  }

  function fillText(text: string): unknown {
    const whole = /^<([^<>]+)>$/.exec(text)?.[1];
    if (whole !== undefined) return blank(whole);
    const missing = [...text.matchAll(/<([^<>]+)>/g)].some(([, each = '']) => blank(each) === undefined);
    return missing ? undefined : text.replaceAll(/<([^<>]+)>/g, (_, each: string) => String(blank(each)));
  }

  function blank(each: string): unknown {
    if (Object.hasOwn(blanks, each)) return blanks[each];
    if (forms[each] === undefined) throw new Error(`catalogue/gateway/${table}.yaml: nothing fills <${each}> of "${name}"`);
    return fill(forms[each]);
  }
}

function given(key: string, value: unknown): [string, unknown][] {
  return value === undefined ? [] : [[key, value]];
}
