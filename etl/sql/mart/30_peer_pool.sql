-- One row per indicator, plan year, choice of years, scope and pool: what a plan of that year can
-- be held against. A pool counts each commune once, by its latest plan in force up to that year.
-- It keeps its two best values (so that a plan never meets itself) and its three middle values,
-- from which the median without any one member follows. No pairs of plans are made: the table
-- grows with communes, not with their square.
-- pool_no: 0 all; 1 exact (fits the definition); 2w the same wording w, where some plan's is near;
-- 2w + 1 exact or that wording. member counts are taken from values, not from lists of plans.
WITH cut AS (
  SELECT DISTINCT plan_year FROM core.plan
),
latest AS (
  SELECT
    p.plan_id, p.plan_rank, p.plan_year AS peer_year, c.plan_year,
    row_number() OVER (
      PARTITION BY p.identity_key, c.plan_year
      ORDER BY p.plan_year DESC NULLS LAST, p.issued DESC NULLS LAST, p.plan_id ASC NULLS LAST) AS place
  FROM mart.plan p
  JOIN cut c ON c.plan_year >= p.plan_year
  WHERE p.is_latest_in_year
),
peer AS (
  SELECT plan_rank, plan_year, FALSE AS same_year FROM latest WHERE place = 1
  UNION ALL
  SELECT plan_rank, plan_year, TRUE AS same_year
  FROM latest WHERE place = 1 AND peer_year = plan_year
),
speaker AS (
  SELECT
    p.plan_rank, s.indicator_no, coalesce(s.province_code, 'none') AS province_code, s.pool_no,
    s.comparability = 'exact' AS is_exact, s.value,
    CASE s.direction WHEN 'lower' THEN -s.value ELSE s.value END AS asked
  FROM mart.statement s
  JOIN mart.plan p ON p.plan_id = s.plan_id
  WHERE s.speaks AND NOT s.impossible
),
mixed AS (
  SELECT DISTINCT indicator_no, pool_no FROM speaker WHERE pool_no > 1 AND pool_no % 2 = 1
),
pooled AS (
  SELECT plan_rank, indicator_no, province_code, value, asked, 0 AS pool_no FROM speaker
  UNION ALL
  SELECT plan_rank, indicator_no, province_code, value, asked, 1 AS pool_no
  FROM speaker WHERE is_exact
  UNION ALL
  SELECT plan_rank, indicator_no, province_code, value, asked, pool_no - pool_no % 2 AS pool_no
  FROM speaker WHERE pool_no > 1
  UNION ALL
  SELECT s.plan_rank, s.indicator_no, s.province_code, s.value, s.asked, m.pool_no
  FROM speaker s
  JOIN mixed m ON m.indicator_no = s.indicator_no
  WHERE s.is_exact OR s.pool_no = m.pool_no - 1
),
member AS (
  SELECT
    o.indicator_no, e.plan_year, e.same_year, o.pool_no, o.province_code, o.asked, o.value,
    e.plan_rank
  FROM peer e
  JOIN pooled o ON o.plan_rank = e.plan_rank
),
by_province AS (
  SELECT
    indicator_no, plan_year, same_year, pool_no, province_code, asked, value,
    count(*) AS n
  FROM member
  GROUP BY indicator_no, plan_year, same_year, pool_no, province_code, asked, value
),
histogram AS (
  SELECT
    indicator_no, plan_year, same_year, pool_no, 'province' AS scope, province_code AS scope_key,
    asked, value, n
  FROM by_province
  WHERE province_code <> 'none'
  UNION ALL
  SELECT
    indicator_no, plan_year, same_year, pool_no, 'all' AS scope, 'all' AS scope_key, asked, value,
    sum(n) AS n
  FROM by_province
  GROUP BY indicator_no, plan_year, same_year, pool_no, asked, value
),
counted AS (
  SELECT
    h.*,
    sum(n) OVER (
      PARTITION BY indicator_no, plan_year, same_year, pool_no, scope, scope_key
      ORDER BY value ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS up_to,
    sum(n) OVER (
      PARTITION BY indicator_no, plan_year, same_year, pool_no, scope, scope_key) AS members,
    row_number() OVER (
      PARTITION BY indicator_no, plan_year, same_year, pool_no, scope, scope_key
      ORDER BY asked DESC NULLS LAST) AS value_place
  FROM histogram h
),
middle AS (
  SELECT
    indicator_no, plan_year, same_year, pool_no, scope, scope_key,
    CAST(max(members) AS INTEGER) AS members,
    min(CASE WHEN up_to >= floor(members / 2.0) AND floor(members / 2.0) > 0 THEN value END)
      AS middle_low,
    min(CASE WHEN up_to >= floor(members / 2.0) + 1 THEN value END) AS middle_mid,
    min(CASE WHEN up_to >= floor(members / 2.0) + 2 THEN value END) AS middle_high
  FROM counted
  GROUP BY indicator_no, plan_year, same_year, pool_no, scope, scope_key
),
top_member AS (
  SELECT
    c.indicator_no, c.plan_year, c.same_year, c.pool_no, c.scope, c.scope_key, c.asked, m.plan_rank,
    row_number() OVER (
      PARTITION BY c.indicator_no, c.plan_year, c.same_year, c.pool_no, c.scope, c.scope_key
      ORDER BY c.asked DESC NULLS LAST, m.plan_rank ASC NULLS LAST) AS place
  FROM counted c
  JOIN member m
    ON m.indicator_no = c.indicator_no AND m.plan_year = c.plan_year AND m.same_year = c.same_year
    AND m.pool_no = c.pool_no AND m.asked = c.asked
    AND (c.scope = 'all' OR m.province_code = c.scope_key)
  WHERE c.value_place <= 2
),
best AS (
  SELECT
    indicator_no, plan_year, same_year, pool_no, scope, scope_key,
    max(CASE WHEN place = 1 THEN plan_rank END) AS first_rank,
    max(CASE WHEN place = 2 THEN plan_rank END) AS second_rank
  FROM top_member
  WHERE place <= 2
  GROUP BY indicator_no, plan_year, same_year, pool_no, scope, scope_key
)
SELECT
  i.indicator_id, m.indicator_no, m.plan_year,
  CASE WHEN m.same_year THEN 'same' ELSE 'same_or_earlier' END AS years,
  CAST(m.pool_no AS INTEGER) AS pool_no,
  CASE WHEN m.pool_no = 0 THEN 'all' WHEN m.pool_no = 1 THEN 'exact'
       WHEN m.pool_no % 2 = 0 THEN 'wording' ELSE 'exact+wording' END AS pool,
  m.scope, m.scope_key, m.members,
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
JOIN mart.indicator i ON i.indicator_no = m.indicator_no
JOIN best t
  ON t.indicator_no = m.indicator_no AND t.plan_year = m.plan_year AND t.same_year = m.same_year
  AND t.pool_no = m.pool_no AND t.scope = m.scope AND t.scope_key = m.scope_key
JOIN mart.plan a ON a.plan_rank = t.first_rank
JOIN mart.statement s
  ON s.cell_no = CAST(a.plan_rank AS BIGINT) * 100000 + m.indicator_no AND s.speaks
LEFT JOIN mart.plan b ON b.plan_rank = t.second_rank
LEFT JOIN mart.statement v
  ON v.cell_no = CAST(b.plan_rank AS BIGINT) * 100000 + m.indicator_no AND v.speaks
