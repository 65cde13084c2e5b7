-- FOCUS 1.2 columns that chargeback asks for, over Google's detailed usage cost export. Replace PROJECT.DATASET and BILLING_ACCOUNT.
-- A month is what Google invoices: it begins at midnight in California. Discounts are part of a charge; other credits are rows of their own, so that all rows of a
-- month add up to its invoice. Not run by the tests, which have no BigQuery; the form of what it yields is that of tests/chargeback/bills/google.csv.
CREATE OR REPLACE VIEW `PROJECT.DATASET.focus` AS
WITH usage AS (
  SELECT
    *,
    (SELECT COALESCE(SUM(c.amount), 0) FROM UNNEST(credits) c WHERE c.type != 'PROMOTION') AS discounts,
    TIMESTAMP(PARSE_DATE('%Y%m', invoice.month), 'America/Los_Angeles') AS period_start,
    TIMESTAMP(DATE_ADD(PARSE_DATE('%Y%m', invoice.month), INTERVAL 1 MONTH), 'America/Los_Angeles') AS period_end
  FROM `PROJECT.DATASET.gcp_billing_export_resource_v1_BILLING_ACCOUNT`
),
charges AS (
  SELECT usage.*, CAST(cost AS NUMERIC) + CAST(discounts AS NUMERIC) AS amount,
    CASE cost_type WHEN 'tax' THEN 'Tax' WHEN 'regular' THEN 'Usage' ELSE 'Adjustment' END AS category
  FROM usage
  UNION ALL
  SELECT usage.*, CAST(c.amount AS NUMERIC), 'Credit' FROM usage, UNNEST(credits) c WHERE c.type = 'PROMOTION'
)
SELECT
  amount AS BilledCost,
  amount AS EffectiveCost,
  billing_account_id AS BillingAccountId,
  currency AS BillingCurrency,
  period_start AS BillingPeriodStart,
  period_end AS BillingPeriodEnd,
  category AS ChargeCategory,
  IF(adjustment_info.id IS NULL, NULL, 'Correction') AS ChargeClass,
  sku.description AS ChargeDescription,
  usage_start_time AS ChargePeriodStart,
  usage_end_time AS ChargePeriodEnd,
  'Google Cloud' AS ProviderName,
  location.region AS RegionId,
  resource.global_name AS ResourceId,
  service.description AS ServiceName,
  sku.id AS SkuId,
  project.id AS SubAccountId,
  project.name AS SubAccountName,
  currency_conversion_rate AS x_CurrencyConversionRate,
  -- Chargeback takes a resource's own labels before those of its project.
  TO_JSON_STRING(ARRAY(SELECT AS STRUCT l.key AS Key, l.value AS Value FROM UNNEST(labels) l)) AS x_Labels,
  TO_JSON_STRING(ARRAY(SELECT AS STRUCT l.key AS Key, l.value AS Value FROM UNNEST(project.labels) l)) AS x_ProjectLabels
FROM charges;
