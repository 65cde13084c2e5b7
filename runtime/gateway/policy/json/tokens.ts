/** Levels of lists and objects. */
const deepest = 64;

const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const whole = /^-?\d+$/;
const halfPair = /\p{Surrogate}/u;

/**
 * Looks at the tokens of a text that is JSON for what `JSON.parse` accepts and loses. Returns what is wrong, as the rest of a sentence
 * about the body. Texts that are no names are stepped over without a look, so that a long prompt costs nothing.
 */
export function inspect(text: string): string | undefined {
  // Only an escape can bring half of a pair into a text that is UTF-8.
  const pairs = /\\u[dD][89a-fA-F]/.test(text);
  /** Names of each object that is open; a list has none. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined);
      if (open.length > deepest) return `has lists and objects more than ${deepest} deep`;
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = closing(text, at + 1);
      const isName = open.at(-1) !== undefined && followedByColon(text, end + 1);
      if (isName || pairs) {
        const value: string = JSON.parse(text.slice(at, end + 1));
        if (halfPair.test(value)) return 'has half of a surrogate pair in a text';
        const names = open.at(-1);
        if (isName && names?.has(value)) return `has the name ${JSON.stringify(value.slice(0, 64))} twice in one object`;
        if (isName) names?.add(value);
      }
      at = end;
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      number.lastIndex = at;
      const literal = number.exec(text)?.[0] ?? character;
      const value = Number(literal);
      if (!Number.isFinite(value) || (whole.test(literal) && !Number.isSafeInteger(value))) return `has the number ${literal.slice(0, 64)}, which loses digits`;
      at += literal.length - 1;
    }
  }
  return undefined;
}

/** Position of the quotation mark that ends a text: the first with an even number of backslashes before it. */
function closing(text: string, from: number): number {
  for (let end = text.indexOf('"', from); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text[before] === '\\') before--;
    if ((end - before) % 2 === 1) return end;
  }
}

function followedByColon(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return text[at] === ':';
}
