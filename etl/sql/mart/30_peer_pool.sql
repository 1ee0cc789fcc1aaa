-- One row per indicator, plan year, choice of years, scope and pool: what a plan of that year can
-- be held against. A pool counts each commune once, by its latest plan in force up to that year.
-- It keeps its two best values (so that a plan never meets itself) and its three middle values,
-- from which the median without any one member follows. No pairs of plans are made: the table
-- grows with communes, not with their square.
-- Pools: `all`; `exact` (fits the definition); `wording:x` (same wording); `exact+wording:x`.
WITH cut AS (
  SELECT DISTINCT plan_year FROM core.plan
),
latest AS (
  SELECT
    p.plan_id, p.plan_rank, p.plan_year AS peer_year, c.plan_year,
    row_number() OVER (
      PARTITION BY p.identity_key, c.plan_year
      ORDER BY p.plan_year DESC, p.issued DESC NULLS LAST, p.plan_id ASC) AS place
  FROM mart.plan p
  JOIN cut c ON c.plan_year >= p.plan_year
  WHERE p.is_latest_in_year
),
peer AS (
  SELECT plan_id, plan_rank, plan_year, 'same_or_earlier' AS years FROM latest WHERE place = 1
  UNION ALL
  SELECT plan_id, plan_rank, plan_year, 'same' AS years
  FROM latest WHERE place = 1 AND peer_year = plan_year
),
speaker AS (
  SELECT
    plan_id, indicator_id, coalesce(province_code, 'none') AS province_code, label_key,
    comparability, pool, value,
    CASE direction WHEN 'lower' THEN -value ELSE value END AS asked
  FROM mart.statement
  WHERE speaks AND NOT impossible
),
near_wording AS (
  SELECT DISTINCT indicator_id, label_key FROM speaker WHERE comparability <> 'exact'
),
mixed_wording AS (
  SELECT DISTINCT indicator_id, label_key, pool FROM speaker WHERE pool LIKE 'exact+wording:%'
),
pooled AS (
  SELECT plan_id, indicator_id, province_code, value, asked, 'all' AS pool FROM speaker
  UNION ALL
  SELECT plan_id, indicator_id, province_code, value, asked, 'exact' AS pool
  FROM speaker WHERE comparability = 'exact'
  UNION ALL
  SELECT s.plan_id, s.indicator_id, s.province_code, s.value, s.asked, 'wording:' || s.label_key
  FROM speaker s
  JOIN near_wording w ON w.indicator_id = s.indicator_id AND w.label_key = s.label_key
  UNION ALL
  SELECT s.plan_id, s.indicator_id, s.province_code, s.value, s.asked, m.pool
  FROM speaker s
  JOIN mixed_wording m ON m.indicator_id = s.indicator_id
  WHERE s.comparability = 'exact' OR s.label_key = m.label_key
),
member AS (
  SELECT
    o.indicator_id, e.plan_year, e.years, o.pool, o.province_code, o.asked, o.value, e.plan_rank
  FROM peer e
  JOIN pooled o ON o.plan_id = e.plan_id
),
by_province AS (
  SELECT
    indicator_id, plan_year, years, pool, province_code, asked, value,
    count(*) AS n
  FROM member
  GROUP BY indicator_id, plan_year, years, pool, province_code, asked, value
),
histogram AS (
  SELECT
    indicator_id, plan_year, years, pool, 'province' AS scope, province_code AS scope_key,
    asked, value, n
  FROM by_province
  WHERE province_code <> 'none'
  UNION ALL
  SELECT
    indicator_id, plan_year, years, pool, 'all' AS scope, 'all' AS scope_key, asked, value,
    sum(n) AS n
  FROM by_province
  GROUP BY indicator_id, plan_year, years, pool, asked, value
),
counted AS (
  SELECT
    h.*,
    sum(n) OVER (
      PARTITION BY indicator_id, plan_year, years, pool, scope, scope_key
      ORDER BY value ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
    sum(n) OVER (
      PARTITION BY indicator_id, plan_year, years, pool, scope, scope_key) AS members,
    row_number() OVER (
      PARTITION BY indicator_id, plan_year, years, pool, scope, scope_key
      ORDER BY asked DESC) AS value_place
  FROM histogram h
),
middle AS (
  SELECT
    indicator_id, plan_year, years, pool, scope, scope_key,
    CAST(max(members) AS INTEGER) AS members,
    min(CASE WHEN up_to >= floor(members / 2.0) AND floor(members / 2.0) > 0 THEN value END)
      AS middle_low,
    min(CASE WHEN up_to >= floor(members / 2.0) + 1 THEN value END) AS middle_mid,
    min(CASE WHEN up_to >= floor(members / 2.0) + 2 THEN value END) AS middle_high
  FROM counted
  GROUP BY indicator_id, plan_year, years, pool, scope, scope_key
),
top_member AS (
  SELECT
    c.indicator_id, c.plan_year, c.years, c.pool, c.scope, c.scope_key, c.asked, m.plan_rank,
    row_number() OVER (
      PARTITION BY c.indicator_id, c.plan_year, c.years, c.pool, c.scope, c.scope_key
      ORDER BY c.asked DESC, m.plan_rank ASC) AS place
  FROM counted c
  JOIN member m
    ON m.indicator_id = c.indicator_id AND m.plan_year = c.plan_year AND m.years = c.years
    AND m.pool = c.pool AND m.asked = c.asked
    AND (c.scope = 'all' OR m.province_code = c.scope_key)
  WHERE c.value_place <= 2
),
best AS (
  SELECT
    indicator_id, plan_year, years, pool, scope, scope_key,
    max(CASE WHEN place = 1 THEN plan_rank END) AS first_rank,
    max(CASE WHEN place = 2 THEN plan_rank END) AS second_rank
  FROM top_member
  WHERE place <= 2
  GROUP BY indicator_id, plan_year, years, pool, scope, scope_key
)
SELECT
  m.indicator_id, m.plan_year, m.years, m.pool, m.scope, m.scope_key, m.members,
  m.middle_low, m.middle_mid, m.middle_high,
  a.identity_key AS first_identity_key, a.plan_id AS first_plan_id,
  s.statement_id AS first_statement_id, s.plan_year AS first_year,
  s.comparator AS first_comparator, s.value AS first_value,
  s.comparability AS first_comparability, s.label_key AS first_label_key,
  b.plan_id AS second_plan_id,
  v.statement_id AS second_statement_id, v.plan_year AS second_year,
  v.comparator AS second_comparator, v.value AS second_value,
  v.comparability AS second_comparability, v.label_key AS second_label_key
FROM middle m
JOIN best t
  ON t.indicator_id = m.indicator_id AND t.plan_year = m.plan_year AND t.years = m.years
  AND t.pool = m.pool AND t.scope = m.scope AND t.scope_key = m.scope_key
JOIN mart.plan a ON a.plan_rank = t.first_rank
JOIN mart.statement s
  ON s.plan_id = a.plan_id AND s.indicator_id = m.indicator_id AND s.speaks
LEFT JOIN mart.plan b ON b.plan_rank = t.second_rank
LEFT JOIN mart.statement v
  ON v.plan_id = b.plan_id AND v.indicator_id = m.indicator_id AND v.speaks
