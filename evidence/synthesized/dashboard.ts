import { renderedText } from './rendered-text.js';

/**
 * Properties of a resource with the body of a CloudWatch dashboard taken apart, so that a widget's title can be told from its region. A body that is no JSON, or
 * that has a key twice, of which CloudWatch may take the other, stays the text that it is.
 */
export function withDashboardRead(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { DashboardBody: body } = properties;
  if (body === undefined) return properties;
  const text = renderedText(body);
  const parsed = parsedJson(text);
  return JSON.stringify(parsed) === text ? { ...properties, DashboardBody: parsed } : properties;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
