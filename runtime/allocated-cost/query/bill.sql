-- Charges of bills in FOCUS form. Needs: rows(place, <columns of FOCUS, as text>), accounts(id, alias).
-- The same rules as runtime/allocated-cost/charge.ts and tags.ts; a test holds both to the same answers.
CREATE MACRO amount(txt) AS CASE WHEN regexp_full_match(trim(txt), '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?') THEN CAST(trim(txt) AS DOUBLE) END;

-- Instants in UTC, whatever zone the text or this machine has; without a zone it is UTC.
CREATE MACRO instant(txt) AS CASE
  WHEN regexp_full_match(trim(txt), '\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?\s*(Z|UTC|[+-]\d\d(:?\d\d)?)?')
  THEN TRY_CAST(regexp_extract(trim(txt), '^\d{4}-\d\d-\d\d') || ' '
      || coalesce(nullif(regexp_extract(trim(txt), '[ T](\d\d:\d\d(:\d\d)?)', 1), ''), '00:00') AS TIMESTAMP)
    - to_minutes(CAST(CASE WHEN regexp_matches(trim(txt), '\d[+-]\d\d(:?\d\d)?$') AND regexp_matches(trim(txt), ':\d\d') THEN
        (CASE WHEN regexp_extract(trim(txt), '([+-])\d\d(:?\d\d)?$', 1) = '-' THEN -1 ELSE 1 END)
        * (CAST(regexp_extract(trim(txt), '[+-](\d\d)(:?\d\d)?$', 1) AS INTEGER) * 60
          + coalesce(TRY_CAST(nullif(regexp_extract(trim(txt), '[+-]\d\d:?(\d\d)$', 1), '') AS INTEGER), 0))
      ELSE 0 END AS BIGINT))
END;

-- A row that is there twice in every column is one: files overlap, and deliveries are repeated.
CREATE TABLE distinct_rows AS
  SELECT row_number() OVER () AS id, * FROM (SELECT * EXCLUDE (place), count(*) AS copies, min(place) AS place FROM rows GROUP BY ALL);

-- Tags as pairs: an object, the same without its braces, or a list of {Key, Value}; sources by precedence. Anything else is unreadable, and null.
CREATE TABLE tag_texts AS
  SELECT id, source, txt, CASE WHEN json_type(parsed) = 'OBJECT' OR (json_type(parsed) = 'ARRAY' AND json_array_length(parsed) = len(parsed -> '$[*].Key')
      AND json_array_length(parsed) = len(parsed -> '$[*].Value')) THEN parsed END AS tags
  FROM (
    SELECT id, source, txt, CASE
        WHEN json_valid(txt) THEN CAST(txt AS JSON)
        WHEN starts_with(txt, '"') AND json_valid('{' || txt || '}') THEN CAST('{' || txt || '}' AS JSON) END AS parsed
    FROM (
      SELECT id, 1 AS source, trim("Tags") AS txt FROM distinct_rows UNION ALL
      SELECT id, 2, trim("x_Labels") FROM distinct_rows UNION ALL
      SELECT id, 3, trim("x_ProjectLabels") FROM distinct_rows)
    WHERE txt IS NOT NULL AND txt NOT IN ('', '{}', '[]') AND lower(txt) <> 'null');

CREATE TABLE tag_pairs AS
  SELECT id, source, regexp_replace(name, '^user[:_]', '') AS bare, coalesce(value, '') AS value FROM (
    SELECT t.id, t.source, pair.key AS name, pair.value ->> '$' AS value FROM tag_texts t, json_each(t.tags) pair WHERE json_type(t.tags) = 'OBJECT'
    UNION ALL
    SELECT t.id, t.source, pair.value ->> '$.Key', pair.value ->> '$.Value' FROM tag_texts t, json_each(t.tags) pair WHERE json_type(t.tags) = 'ARRAY')
  WHERE name IS NOT NULL;

-- The value under the exact key, else under other spellings of it where all say the same; the first source that has one.
CREATE TABLE tag_values AS
  WITH spelled AS (
    SELECT id, source, replace(lower(bare), '_', '-') AS canonical, bare = replace(lower(bare), '_', '-') AS exact, value FROM tag_pairs
    WHERE replace(lower(bare), '_', '-') IN ('workload', 'host', 'application')),
  chosen AS (
    SELECT id, source, canonical, bool_or(exact) AS exact,
      CASE WHEN bool_or(exact) THEN first(value) FILTER (exact) WHEN count(DISTINCT value) = 1 THEN first(value) END AS value
    FROM spelled GROUP BY id, source, canonical)
  SELECT id, canonical, lower(trim(value)) AS value, NOT exact OR lower(trim(value)) <> value AS respelled
  FROM chosen WHERE value IS NOT NULL QUALIFY row_number() OVER (PARTITION BY id, canonical ORDER BY source) = 1;

CREATE TABLE read_rows AS
  SELECT
    r.id,
    strftime(instant("BillingPeriodStart"), '%Y-%m') AS period,
    strftime(instant("ChargePeriodStart"), '%Y-%m') AS used,
    CASE WHEN regexp_matches(lower(provider), '\baws\b|amazon') THEN 'aws' WHEN regexp_matches(lower(provider), 'microsoft|azure') THEN 'azure'
      WHEN contains(lower(provider), 'google') THEN 'google' ELSE lower(provider) END AS cloud,
    lower(split_part(trim(coalesce("SubAccountId", '')), '/', -1)) AS account,
    trim(coalesce("ChargeCategory", '')) AS category,
    upper(trim(coalesce("BillingCurrency", ''))) AS currency,
    amount("BilledCost") AS billed,
    amount("EffectiveCost") AS effective,
    CASE WHEN upper(trim("BillingCurrency")) = 'USD' THEN 1.0
      WHEN amount("x_BilledCostInUsd") IS NOT NULL AND amount("x_EffectiveCostInUsd") IS NOT NULL THEN NULL
      ELSE coalesce(CASE WHEN upper(trim(coalesce("PricingCurrency", "x_PricingCurrency", ''))) = 'USD' THEN amount("x_BillingExchangeRate") END,
        amount("x_CurrencyConversionRate")) END AS rate,
    amount("x_BilledCostInUsd") AS given_billed,
    amount("x_EffectiveCostInUsd") AS given_effective,
    coalesce(w.value, '') AS workload, coalesce(h.value, '') AS host, coalesce(a.value, '') AS application,
    coalesce(w.respelled, false) OR coalesce(h.respelled, false) OR coalesce(a.respelled, false) AS respelled
  FROM (SELECT *, trim(coalesce(nullif(trim("ProviderName"), ''), "ServiceProviderName", '')) AS provider FROM distinct_rows) r
  LEFT JOIN tag_values w ON w.id = r.id AND w.canonical = 'workload'
  LEFT JOIN tag_values h ON h.id = r.id AND h.canonical = 'host'
  LEFT JOIN tag_values a ON a.id = r.id AND a.canonical = 'application';

-- What cannot be charged to anybody is told, and is not zero.
CREATE TABLE bad_rows AS SELECT * FROM read_rows
  WHERE billed IS NULL OR effective IS NULL OR period IS NULL OR used IS NULL OR NOT regexp_full_match(currency, '[A-Z]{3}');

CREATE TABLE charges AS
  SELECT period, used, cloud, account, category, currency, workload, host, application,
    sum(billed) AS billed, sum(effective) AS effective,
    CASE WHEN bool_and(usd_known) THEN sum(usd_billed) END AS usd_billed,
    CASE WHEN bool_and(usd_known) THEN sum(usd_effective) END AS usd_effective
  FROM (
    SELECT *,
      CASE WHEN rate > 0 THEN billed / rate WHEN rate IS NULL AND currency <> 'USD' THEN given_billed END AS usd_billed,
      CASE WHEN rate > 0 THEN effective / rate WHEN rate IS NULL AND currency <> 'USD' THEN given_effective END AS usd_effective,
      usd_billed IS NOT NULL AND usd_effective IS NOT NULL AS usd_known
    FROM read_rows WHERE id NOT IN (SELECT id FROM bad_rows))
  GROUP BY period, used, cloud, account, category, currency, workload, host, application, usd_known;
