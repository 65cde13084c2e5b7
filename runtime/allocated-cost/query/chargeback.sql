-- Who pays what: charges of the three clouds joined by tag with who used shared hosts in the month of use.
-- Needs: charges (bill.sql); accounts(id, alias); workloads(id, cost_centre); shares(host, used, workload, part), in which a part without a workload is idle
-- (divide.ts: the one formula); rules(application, shared_cost_centre).
CREATE TABLE lines AS
  WITH own AS (
    SELECT c.*, a.alias,
      CASE
        WHEN application <> '' AND application <> (SELECT application FROM rules) THEN 'other application'
        WHEN workload = '' THEN 'untagged'
        WHEN workload <> 'shared' AND workload NOT IN (SELECT id FROM workloads) THEN 'unknown workload'
        WHEN workload <> 'shared' THEN 'own'
        WHEN host NOT IN (SELECT host FROM shares) THEN 'common'
        ELSE 'divided' END AS what
    FROM charges c JOIN accounts a ON a.id = c.account),
  paid AS (
    SELECT period,
      CASE what WHEN 'own' THEN w.cost_centre WHEN 'common' THEN (SELECT shared_cost_centre FROM rules) ELSE 'unattributed' END AS cost_centre,
      CASE WHEN what IN ('own', 'unknown workload') THEN workload WHEN what = 'common' THEN 'shared' ELSE '' END AS workload,
      host, what AS basis, category, cloud, alias AS account, currency, effective AS amount, usd_effective AS usd
    FROM own LEFT JOIN workloads w ON w.id = own.workload WHERE what <> 'divided'
    UNION ALL
    SELECT period,
      CASE WHEN s.workload IS NULL THEN (SELECT shared_cost_centre FROM rules) ELSE coalesce(w.cost_centre, 'unattributed') END,
      coalesce(s.workload, 'shared'), own.host,
      CASE WHEN s.workload IS NULL THEN 'idle' WHEN w.id IS NULL THEN 'unknown workload' ELSE 'share' END,
      category, cloud, alias, currency, effective * s.part, usd_effective * s.part
    FROM own JOIN shares s ON s.host = own.host AND s.used = own.used LEFT JOIN workloads w ON w.id = s.workload WHERE what = 'divided'
    UNION ALL
    -- Paid in the month for later ones, less what was used in it and paid before: with it a month adds up to its invoice.
    SELECT period, 'unattributed', '', '', 'prepaid', '', cloud, alias, currency, billed - effective, usd_billed - usd_effective FROM own)
  SELECT period, cost_centre, workload, host, basis, category, cloud, account, currency, sum(amount) AS amount,
    CASE WHEN count(*) = count(usd) THEN sum(usd) END AS usd
  FROM paid GROUP BY ALL HAVING abs(sum(amount)) >= 1e-9 ORDER BY ALL;
