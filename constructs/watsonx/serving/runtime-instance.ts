import { Construct } from 'constructs';
import { IbmResource } from '../provider/ibm-resource.js';

export interface RuntimeInstanceProps {
  /** Name of the instance. */
  readonly name: string;
  /** Plan, as the catalogue of IBM Cloud calls it. */
  readonly plan: string;
  /** Region of IBM Cloud. */
  readonly region: string;
  /** Id of the resource group. */
  readonly resourceGroup: string;
  /** Written as texts, `key:value`. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Service of watsonx.ai Runtime in the catalogue of IBM Cloud, once Watson Machine Learning. */
export const runtimeService = 'pm-20';

/** An instance of watsonx.ai Runtime, which calls of models are counted on. */
export class RuntimeInstance extends Construct {
  /** What policies name it by. */
  readonly guid: string;

  constructor(scope: Construct, id: string, { name, plan, region, resourceGroup, tags }: RuntimeInstanceProps) {
    super(scope, id);
    const texts = Object.entries(tags).map(([key, value]) => `${key}:${value}`);
    const attributes = { name, service: runtimeService, plan, location: region, resource_group_id: resourceGroup, tags: texts.sort() };
    // A space is associated with this very instance, by hand.
    const instance = new IbmResource(this, 'Instance', 'ibm_resource_instance', attributes, { lifecycle: { preventDestroy: true } });
    this.guid = instance.attribute('guid');
  }
}
