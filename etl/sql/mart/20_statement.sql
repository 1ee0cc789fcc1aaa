-- One row per statement. `speaks`: this row is the plan's value for the indicator.
-- Standing: target before task, exact before near, within the plan's year before later, then the
-- latest date. Two different values of equal standing: none speaks (contradicts = TRUE).
-- `pool`: the statements a peer comparison on exact pairs may draw from (see 30_peer_pool.sql).
WITH base AS (
  SELECT
    s.statement_id, s.plan_id, p.commune_name, p.province_code, p.province_vi, p.identity_key,
    p.plan_year, coalesce(s.year, p.plan_year) AS year, s.as_of, s.section, s.ordinal, s.part,
    s.kind, s.indicator_id, i.family_id, i.group_id, i.direction, s.label_vi, s.label_key,
    s.population_vi, s.comparator, s.value, coalesce(s.unit, i.unit) AS unit, s.numerator,
    s.denominator, s.binding, s.comparability, s.due, s.due_basis, s.lead_unit, s.note,
    s.upload_id, s.sheet, s.cell, s.origin_file, s.origin_line,
    coalesce(s.due, make_date(coalesce(s.year, p.plan_year), 12, 31)) AS due_known,
    coalesce(
      coalesce(s.unit, i.unit) = 'percent'
      AND coalesce(i.ceiling, CASE WHEN s.indicator_id IS NULL THEN 100 END) = 100
      AND (s.value > 100 OR s.value < 0
           OR (s.value = 100 AND s.comparator IN ('>=', '>'))), FALSE) AS impossible
  FROM core.statement s
  JOIN core.plan p ON p.plan_id = s.plan_id
  LEFT JOIN core.indicator i ON i.indicator_id = s.indicator_id
),
candidate AS (
  SELECT
    statement_id, plan_id, indicator_id, value, origin_line,
    rank() OVER (
      PARTITION BY plan_id, indicator_id
      ORDER BY
        CASE kind WHEN 'target' THEN 0 ELSE 1 END ASC,
        CASE comparability WHEN 'exact' THEN 0 ELSE 1 END ASC,
        CASE WHEN due_known > make_date(plan_year, 12, 31) THEN 1 ELSE 0 END ASC,
        CASE WHEN due_known <= make_date(plan_year, 12, 31) THEN due_known END DESC NULLS LAST,
        CASE WHEN due_known > make_date(plan_year, 12, 31) THEN due_known END ASC NULLS LAST
    ) AS standing
  FROM base
  WHERE kind IN ('target', 'task') AND indicator_id IS NOT NULL AND value IS NOT NULL
),
clash AS (
  SELECT plan_id, indicator_id
  FROM candidate
  WHERE standing = 1
  GROUP BY plan_id, indicator_id
  HAVING min(value) < max(value)
),
chosen AS (
  SELECT
    c.statement_id,
    row_number() OVER (
      PARTITION BY c.plan_id, c.indicator_id
      ORDER BY c.origin_line ASC NULLS LAST, c.statement_id ASC) AS place
  FROM candidate c
  LEFT JOIN clash x ON x.plan_id = c.plan_id AND x.indicator_id = c.indicator_id
  WHERE c.standing = 1 AND x.plan_id IS NULL
),
speaker AS (
  SELECT b.statement_id, b.indicator_id, b.label_key, b.comparability
  FROM base b
  JOIN chosen c ON c.statement_id = b.statement_id AND c.place = 1
),
near_wording AS (
  SELECT DISTINCT indicator_id, label_key FROM speaker WHERE comparability <> 'exact'
)
SELECT
  b.statement_id, b.plan_id, b.commune_name, b.province_code, b.province_vi, b.identity_key,
  b.plan_year, b.year, b.as_of, b.section, b.ordinal, b.part, b.kind, b.indicator_id, b.family_id,
  b.group_id, b.direction, b.label_vi, b.label_key, b.population_vi, b.comparator, b.value, b.unit,
  b.numerator, b.denominator, b.binding, b.comparability, b.due, b.due_basis, b.due_known,
  b.lead_unit, coalesce(u.name_vi, b.lead_unit) AS lead_unit_name, b.note,
  b.impossible,
  x.plan_id IS NOT NULL AND c.standing = 1 AS contradicts,
  v.statement_id IS NOT NULL AS speaks,
  CASE
    WHEN v.statement_id IS NULL THEN NULL
    WHEN b.comparability <> 'exact' THEN 'wording:' || b.label_key
    WHEN w.label_key IS NOT NULL THEN 'exact+wording:' || b.label_key
    ELSE 'exact'
  END AS pool,
  b.upload_id, b.sheet, b.cell, b.origin_file, b.origin_line
FROM base b
LEFT JOIN speaker v ON v.statement_id = b.statement_id
LEFT JOIN near_wording w ON w.indicator_id = b.indicator_id AND w.label_key = b.label_key
LEFT JOIN candidate c ON c.statement_id = b.statement_id
LEFT JOIN clash x ON x.plan_id = c.plan_id AND x.indicator_id = c.indicator_id
LEFT JOIN core.unit u ON u.unit_id = b.lead_unit
