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
    make_date(p.plan_year, 12, 31) AS year_end,
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
  SELECT * FROM base
  WHERE kind IN ('target', 'task') AND indicator_id IS NOT NULL AND value IS NOT NULL
),
cell AS (
  SELECT plan_id, indicator_id, count(*) AS n, min(statement_id) AS only_statement_id
  FROM candidate
  GROUP BY plan_id, indicator_id
),
several AS (
  SELECT
    c.statement_id, c.plan_id, c.indicator_id, c.value, c.origin_line,
    rank() OVER (
      PARTITION BY c.plan_id, c.indicator_id
      ORDER BY
        CASE c.kind WHEN 'target' THEN 0 ELSE 1 END ASC,
        CASE c.comparability WHEN 'exact' THEN 0 ELSE 1 END ASC,
        CASE WHEN c.due_known > c.year_end THEN 1 ELSE 0 END ASC,
        CASE WHEN c.due_known <= c.year_end THEN c.due_known END DESC NULLS LAST,
        CASE WHEN c.due_known > c.year_end THEN c.due_known END ASC NULLS LAST) AS standing
  FROM candidate c
  JOIN cell n ON n.plan_id = c.plan_id AND n.indicator_id = c.indicator_id AND n.n > 1
),
clash AS (
  SELECT plan_id, indicator_id
  FROM several
  WHERE standing = 1
  GROUP BY plan_id, indicator_id
  HAVING min(value) < max(value)
),
clashing AS (
  SELECT s.statement_id
  FROM several s
  JOIN clash x ON x.plan_id = s.plan_id AND x.indicator_id = s.indicator_id
  WHERE s.standing = 1
),
chosen AS (
  SELECT
    s.statement_id,
    row_number() OVER (
      PARTITION BY s.plan_id, s.indicator_id
      ORDER BY s.origin_line ASC NULLS LAST, s.statement_id ASC) AS place
  FROM several s
  LEFT JOIN clashing x ON x.statement_id = s.statement_id
  WHERE s.standing = 1 AND x.statement_id IS NULL
),
speaker AS (
  SELECT only_statement_id AS statement_id FROM cell WHERE n = 1
  UNION ALL
  SELECT statement_id FROM chosen WHERE place = 1
),
spoken AS (
  SELECT b.*, v.statement_id IS NOT NULL AS speaks
  FROM base b
  LEFT JOIN speaker v ON v.statement_id = b.statement_id
),
near_wording AS (
  SELECT DISTINCT indicator_id, label_key FROM spoken WHERE speaks AND comparability <> 'exact'
)
SELECT
  b.statement_id, b.plan_id, b.commune_name, b.province_code, b.province_vi, b.identity_key,
  b.plan_year, b.year, b.as_of, b.section, b.ordinal, b.part, b.kind, b.indicator_id, b.family_id,
  b.group_id, b.direction, b.label_vi, b.label_key, b.population_vi, b.comparator, b.value, b.unit,
  b.numerator, b.denominator, b.binding, b.comparability, b.due, b.due_basis, b.due_known,
  b.lead_unit, coalesce(u.name_vi, b.lead_unit) AS lead_unit_name, b.note,
  b.impossible,
  x.statement_id IS NOT NULL AS contradicts,
  b.speaks,
  CASE
    WHEN NOT b.speaks THEN NULL
    WHEN b.comparability <> 'exact' THEN 'wording:' || b.label_key
    WHEN w.label_key IS NOT NULL THEN 'exact+wording:' || b.label_key
    ELSE 'exact'
  END AS pool,
  b.upload_id, b.sheet, b.cell, b.origin_file, b.origin_line
FROM spoken b
LEFT JOIN near_wording w
  ON w.indicator_id = b.indicator_id AND w.label_key = b.label_key AND b.speaks
  AND b.comparability = 'exact'
LEFT JOIN clashing x ON x.statement_id = b.statement_id
LEFT JOIN core.unit u ON u.unit_id = b.lead_unit
