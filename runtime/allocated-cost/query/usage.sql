-- Tokens of each workload on each host by UTC day, out of spend lines. Needs: spend_texts(line).
-- Attempts and guards count, once each and by their own time; what a host refused does not.
CREATE MACRO tokens(counted) AS CASE WHEN counted IS NULL OR json_type(counted) = 'NULL' THEN 0
  WHEN json_type(counted) IN ('UBIGINT', 'BIGINT', 'DOUBLE') THEN CAST(counted AS DOUBLE) END;

CREATE TABLE attempts AS
  SELECT *, (instant IS NOT NULL AND workload IS NOT NULL AND host IS NOT NULL AND tokens_in >= 0 AND tokens_out >= 0) IS TRUE AS counts FROM (
    SELECT
      line ->> 'request' AS request, line ->> 'kind' AS kind, line ->> 'workload' AS workload, line ->> 'host' AS host, line ->> 'at' AS written,
      instant(line ->> 'at') AS instant, line ->> 'ended' AS ended,
      tokens(line -> 'tokensIn') AS tokens_in, tokens(line -> 'tokensOut') AS tokens_out
    FROM (
      -- An export of CloudWatch Logs has the time of the log before each line.
      SELECT CASE WHEN json_valid(json) THEN CAST(json AS JSON) END AS line FROM (SELECT substr(line, position('{' IN line)) AS json FROM spend_texts))
    WHERE line IS NOT NULL)
  WHERE kind IN ('attempt', 'guard') AND ended IS DISTINCT FROM 'refused';

CREATE TABLE spend AS
  SELECT DISTINCT ON (request, kind, workload, host, written) * FROM attempts WHERE counts;

CREATE TABLE usage AS
  SELECT strftime(minute, '%Y-%m-%d') AS day, host, workload, sum(tokens) AS tokens, max(tokens) AS busiest_minute
  FROM (SELECT date_trunc('minute', instant) AS minute, host, workload, sum(tokens_in + tokens_out) AS tokens FROM spend GROUP BY ALL)
  GROUP BY ALL ORDER BY ALL;
