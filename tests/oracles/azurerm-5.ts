type Arguments = Record<string, unknown>;

const access = (enabled: unknown) => (enabled === false ? 'Disabled' : 'Enabled');

/** Filters that have no severity: 4.x demands a threshold for them, 5.0 refuses it. */
const withoutSeverity = ['Jailbreak', 'Indirect Attack', 'Protected Material Text', 'Protected Material Code'];

const inZone = (zone: unknown, group: unknown) =>
  zone !== undefined && {
    private_dns_zone_id: `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/${group}/providers/Microsoft.Network/privateDnsZones/${zone}`,
  };

/** An attribute that 5.0 took away: what Azure calls a container by is its id there. */
const idOfContainer = (text: string) => text.replace(/(\$\{azurerm_storage_container\.[\w-]+\.)resource_manager_id\}/g, '$1id}');

/** What azurerm 5.0 renamed of what we emit for 4.x (its upgrade guide) or takes no longer; nothing else of ours differs. */
const renames: Readonly<Record<string, (values: Arguments) => Arguments>> = {
  azurerm_cognitive_account_rai_policy: ({ content_filter: filters, ...rest }) => ({
    ...rest,
    content_filter: (filters as Arguments[]).map(({ severity_threshold: threshold, ...filter }) =>
      withoutSeverity.includes(String(filter['name'])) ? filter : { ...filter, severity_threshold: threshold },
    ),
  }),
  azurerm_federated_identity_credential: ({ parent_id, resource_group_name: _, ...rest }) => ({
    ...rest,
    ...(parent_id !== undefined && { user_assigned_identity_id: parent_id }),
  }),
  azurerm_linux_virtual_machine_scale_set: ({ network_interface: interfaces, ...rest }) => ({
    ...rest,
    network_interface: (interfaces as Arguments[]).map(({ enable_accelerated_networking: accelerated, ...one }) => ({
      ...one,
      ...(accelerated !== undefined && { accelerated_networking_enabled: accelerated }),
    })),
  }),
  azurerm_log_analytics_workspace: ({ internet_ingestion_enabled: ingestion, internet_query_enabled: query, ...rest }) => ({
    ...rest,
    ...(ingestion !== undefined && { internet_ingestion_access_type: access(ingestion) }),
    ...(query !== undefined && { internet_query_access_type: access(query) }),
  }),
  azurerm_private_dns_a_record: ({ zone_name: zone, resource_group_name: group, ...rest }) => ({ ...rest, ...inZone(zone, group) }),
  azurerm_private_dns_zone_virtual_network_link: ({ private_dns_zone_name: zone, resource_group_name: group, ...rest }) => ({
    ...rest,
    ...inZone(zone, group),
  }),
};

/** A module of ours as azurerm 5 would have to get it; one that is so already stays so. */
export function asAzurerm5<T extends { readonly resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>> }>(document: T): T {
  const resource = Object.fromEntries(
    Object.entries(document.resource ?? {}).map(([type, instances]) => {
      const rename = renames[type] ?? ((values: Arguments) => values);
      return [type, Object.fromEntries(Object.entries(instances).map(([id, values]) => [id, rename(values)]))];
    }),
  );
  return JSON.parse(idOfContainer(JSON.stringify({ ...document, resource }))) as T;
}
