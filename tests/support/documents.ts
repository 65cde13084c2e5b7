/** The only resource of a type in a template, to be edited. */
export function resourceOf(document: any, type: string, index = 0): any {
  const found = Object.values<any>(document.Resources ?? {}).filter((resource) => resource.Type === type);
  if (found[index] === undefined) throw new Error(`no ${type} [${index}] in the template`);
  return found[index].Properties;
}

/** A Terraform resource of a type, to be edited. */
export function terraformResourceOf(document: any, type: string, index = 0): any {
  const found = Object.values<any>(document.resource?.[type] ?? {});
  if (found[index] === undefined) throw new Error(`no ${type} [${index}] in the module`);
  return found[index];
}

/** A CloudFormation resource whose logical id starts so, whole. */
export function definition(document: any, id: string): any {
  const found = Object.entries<any>(document.Resources).filter(([name]) => name.startsWith(id));
  if (found.length !== 1) throw new Error(`${found.length} resources start with ${id}, not one`);
  return found[0]?.[1];
}

/** Gives a resource another logical id, as moving its construct would. */
export function renameResource(document: any, from: string, to: string): void {
  const [id] = Object.keys(document.Resources).filter((name) => name.startsWith(from));
  const text = JSON.stringify(document).replaceAll(`"${id}"`, `"${to}"`);
  for (const [key, value] of Object.entries(JSON.parse(text))) document[key] = value;
}
