import { describe, expect, it } from 'vitest';
import { writtenSchemas } from '../support/written-schemas.js';
import { schemaOf } from './provider-schema.js';
import { schemaProblems } from './schema-check.js';

/** The shape of what CDK Terrain generates, shortened. */
const generated = `
class ThingConfigOutputReference extends cdktn.ComplexObject {
    // mode - computed: false, optional: false, required: true
    _mode;
    get mode() {
        return this.getStringAttribute('mode');
    }
    // attachment - computed: true, optional: false, required: false
    get attachment() {
        return this.getStringAttribute('attachment');
    }
}
class Thing extends cdktn.TerraformResource {
    static tfResourceType = "google_big_thing";
    // location - computed: false, optional: false, required: true
    _location;
    get location() {
        return this.getStringAttribute('location');
    }
    // count_of - computed: false, optional: true, required: false
    get countOf() {
        return this.getNumberAttribute('count_of');
    }
    // config - computed: false, optional: true, required: false
    _config = new ThingConfigOutputReference(this, "config");
}
exports.Thing = Thing;
`;
const found = schemaOf(generated);
const schemas = new Map([['resource.google_big_thing', found?.schema ?? new Map()]]);
const problems = (values: object, extra: object = {}) => schemaProblems({ resource: { google_big_thing: { a: values } }, ...extra }, schemas);
const good = { location: 'eu', config: { mode: 'on' }, lifecycle: { prevent_destroy: true }, depends_on: [] };

describe('a provider schema', () => {
  it('is read from generated classes', () => expect(found?.type).toBe('google_big_thing'));

  it('accepts what fits', () => {
    expect(problems(good, { output: { x: { value: '${google_big_thing.a.config[0].attachment}' } } })).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an unknown field', { ...good, region: 'eu' }, 'google_big_thing.a.region: no such field'],
    ['an unknown field of a block', { ...good, config: { mode: 'on', modes: 1 } }, 'config.modes: no such field'],
    ['a missing field', { config: { mode: 'on' } }, 'location is required'],
    ['a field that the provider sets', { ...good, config: { mode: 'on', attachment: 'x' } }, 'is set by the provider'],
    ['a value of another type', { ...good, count_of: 'many' }, 'number is needed'],
    ['a value where a block is needed', { ...good, config: 'on' }, 'a block is needed'],
  ])('notices %s', (_, values, said) => expect(problems(values)).toEqual([expect.stringContaining(said)]));

  it('holds values to those that documentation lists', () => {
    const listed = new Map([['resource.azapi_resource', writtenSchemas.azapi.schemas.get('azapi_resource') ?? new Map()]]);
    const of = (values: object) =>
      schemaProblems({ resource: { azapi_resource: { a: { type: 'Microsoft.CostManagement/exports@2025-03-01', ...values } } } }, listed);
    expect(of({})).toEqual([]);
    expect(of({ type: 'Microsoft.CostManagement/exports@2023-08-01' })).toEqual([expect.stringContaining('exports@2025-03-01 is needed')]);
    expect(of({ identity: [{ type: 'systemAssigned' }] })).toEqual([expect.stringContaining('one of SystemAssigned,')]);
  });

  it('notices expressions that name nothing', () => {
    const output = (value: string) => problems(good, { output: { x: { value } } });
    expect(output('${google_big_thing.b.location}')).toEqual([expect.stringContaining('names nothing')]);
    expect(output('${google_big_thing.a.config[0].attachments}')).toEqual([expect.stringContaining('has no attachments')]);
  });

  it('notices a type the provider does not have', () => {
    expect(schemaProblems({ resource: { google_small_thing: { a: {} } } }, schemas)).toEqual([expect.stringContaining('no such type')]);
  });
});
