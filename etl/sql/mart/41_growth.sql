-- view
-- Change between two statements of different years. Pairs of communes are quadratic: read this
-- view with plan ids given. `baseline` and `same_commune` come from mart.growth_own.
WITH pair AS (
  SELECT
    t.indicator_id, f.indicator_id AS from_indicator_id, t.family_id, t.group_id, t.unit,
    t.direction, i.floor, i.ceiling, f.plan_id AS from_plan_id, t.plan_id AS to_plan_id,
    f.statement_id AS from_statement_id, t.statement_id AS to_statement_id,
    f.year AS from_year, t.year AS to_year, f.comparator AS from_comparator,
    f.value AS from_value, t.comparator AS to_comparator, t.value AS to_value,
    CASE t.direction WHEN 'lower' THEN f.value - t.value ELSE t.value - f.value END AS delta,
    CASE WHEN f.province_code = t.province_code THEN 'same_province'
         ELSE 'cross_province' END AS link,
    CASE WHEN f.comparability = 'exact' AND t.comparability = 'exact' THEN 'exact'
         WHEN f.label_key = t.label_key THEN 'exact'
         ELSE 'near' END AS comparability
  FROM mart.statement f
  JOIN mart.statement t
    ON t.indicator_id = f.indicator_id AND t.year > f.year AND t.identity_key <> f.identity_key
  JOIN mart.indicator i ON i.indicator_id = t.indicator_id
  JOIN mart.plan p ON p.plan_id = f.plan_id AND p.in_force
  JOIN mart.plan q ON q.plan_id = t.plan_id AND q.in_force
  WHERE f.speaks AND t.speaks
),
redefined AS (
  -- Same family, another indicator, and neither plan sets the other's: side by side, no delta.
  SELECT
    t.indicator_id, f.indicator_id AS from_indicator_id, t.family_id, t.group_id, t.unit,
    f.plan_id AS from_plan_id, t.plan_id AS to_plan_id, f.statement_id AS from_statement_id,
    t.statement_id AS to_statement_id, f.year AS from_year, t.year AS to_year,
    f.comparator AS from_comparator, f.value AS from_value, t.comparator AS to_comparator,
    t.value AS to_value,
    CASE WHEN f.province_code = t.province_code THEN 'same_province'
         ELSE 'cross_province' END AS link,
    'other_scope' AS comparability
  FROM mart.statement f
  JOIN mart.statement t
    ON t.family_id = f.family_id AND t.indicator_id <> f.indicator_id AND t.year > f.year
    AND t.identity_key <> f.identity_key
  JOIN mart.plan p ON p.plan_id = f.plan_id AND p.in_force
  JOIN mart.plan q ON q.plan_id = t.plan_id AND q.in_force
  LEFT JOIN mart.statement a
    ON a.plan_id = f.plan_id AND a.indicator_id = t.indicator_id AND a.speaks
  LEFT JOIN mart.statement b
    ON b.plan_id = t.plan_id AND b.indicator_id = f.indicator_id AND b.speaks
  WHERE f.speaks AND t.speaks AND a.plan_id IS NULL AND b.plan_id IS NULL
)
SELECT
  indicator_id, from_indicator_id, family_id, group_id, unit, from_plan_id, to_plan_id,
  from_statement_id, to_statement_id, from_year, to_year, from_comparator, from_value,
  to_comparator, to_value, years, delta, per_year, closing, link, change, comparability
FROM mart.growth_own
UNION ALL
SELECT
  indicator_id, from_indicator_id, family_id, group_id, unit, from_plan_id, to_plan_id,
  from_statement_id, to_statement_id, from_year, to_year, from_comparator, from_value,
  to_comparator, to_value, to_year - from_year AS years, CAST(delta AS DECIMAL(18, 6)) AS delta,
  round(delta / CAST(NULLIF(to_year - from_year, 0) AS DOUBLE), 6) AS per_year,
  round(delta / CAST(NULLIF(greatest(
    CASE direction WHEN 'lower' THEN from_value - floor ELSE ceiling - from_value END, 0), 0)
    AS DOUBLE) / NULLIF(to_year - from_year, 0), 6) AS closing,
  link,
  CASE
    WHEN direction = 'lower' AND from_value <= floor AND to_value <= floor THEN 'at_ceiling'
    WHEN direction <> 'lower' AND from_value >= ceiling AND to_value >= ceiling THEN 'at_ceiling'
    WHEN delta > 0 THEN 'raised'
    WHEN delta < 0 THEN 'lowered'
    ELSE 'unchanged'
  END AS change,
  comparability
FROM pair
UNION ALL
SELECT
  indicator_id, from_indicator_id, family_id, group_id, unit, from_plan_id, to_plan_id,
  from_statement_id, to_statement_id, from_year, to_year, from_comparator, from_value,
  to_comparator, to_value, to_year - from_year AS years, NULL AS delta, NULL AS per_year,
  NULL AS closing, link, 'definition_changed' AS change, comparability
FROM redefined
