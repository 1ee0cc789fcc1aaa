-- One row per statement. `speaks`: this row is the plan's value for the indicator.
-- Standing: target before task, exact before near, within the plan's year before later, then the
-- latest date. Two different values of equal standing: none speaks (contradicts = TRUE).
-- cell_no: plan and indicator in one number, for joins. pool_no: the statements that a peer
-- comparison on exact pairs may draw from (see 30_peer_pool.sql).
WITH base AS (
  SELECT
    s.statement_id, s.plan_id, p.commune_name, p.province_code, p.province_vi, p.identity_key,
    p.plan_year, coalesce(s.year, p.plan_year) AS year, s.as_of, s.section, s.ordinal, s.part,
    s.kind, s.indicator_id, i.family_id, i.group_id, i.direction,
    i.indicator_no, CAST(p.plan_rank AS BIGINT) * 100000 + i.indicator_no AS cell_no, s.label_vi, s.label_key,
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
  JOIN mart.plan p ON p.plan_id = s.plan_id
  LEFT JOIN mart.indicator i ON i.indicator_id = s.indicator_id
),
candidate AS (
  SELECT
    statement_id, cell_no, kind, comparability, due_known, year_end, value, origin_line
  FROM base
  WHERE kind IN ('target', 'task') AND cell_no IS NOT NULL AND value IS NOT NULL
),
cell AS (
  SELECT cell_no, count(*) AS n, min(statement_id) AS only_statement_id
  FROM candidate
  GROUP BY cell_no
),
several AS (
  SELECT
    c.statement_id, c.cell_no, c.value, c.origin_line,
    rank() OVER (
      PARTITION BY c.cell_no
      ORDER BY
        CASE c.kind WHEN 'target' THEN 0 ELSE 1 END ASC NULLS LAST,
        CASE c.comparability WHEN 'exact' THEN 0 ELSE 1 END ASC NULLS LAST,
        CASE WHEN c.due_known > c.year_end THEN 1 ELSE 0 END ASC NULLS LAST,
        CASE WHEN c.due_known <= c.year_end THEN c.due_known END DESC NULLS LAST,
        CASE WHEN c.due_known > c.year_end THEN c.due_known END ASC NULLS LAST) AS standing
  FROM candidate c
  JOIN cell n ON n.cell_no = c.cell_no AND n.n > 1
),
clash AS (
  SELECT cell_no
  FROM several
  WHERE standing = 1
  GROUP BY cell_no
  HAVING min(value) < max(value)
),
clashing AS (
  SELECT s.statement_id
  FROM several s
  JOIN clash x ON x.cell_no = s.cell_no
  WHERE s.standing = 1
),
chosen AS (
  SELECT
    s.statement_id,
    row_number() OVER (
      PARTITION BY s.cell_no
      ORDER BY s.origin_line ASC NULLS LAST, s.statement_id ASC NULLS LAST) AS place
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
  SELECT DISTINCT indicator_no, label_key
  FROM spoken
  WHERE speaks AND comparability <> 'exact'
),
wording AS (
  SELECT
    indicator_no, label_key,
    CAST(row_number() OVER (ORDER BY indicator_no ASC NULLS LAST, label_key ASC NULLS LAST) AS INTEGER)
      AS wording_no
  FROM near_wording
)
SELECT
  b.statement_id, b.plan_id, b.commune_name, b.province_code, b.province_vi, b.identity_key,
  b.plan_year, b.year, b.as_of, b.section, b.ordinal, b.part, b.kind, b.indicator_id, b.family_id,
  b.group_id, b.direction, b.indicator_no, b.cell_no, b.label_vi, b.label_key, b.population_vi, b.comparator, b.value, b.unit,
  b.numerator, b.denominator, b.binding, b.comparability, b.due, b.due_basis, b.due_known,
  b.lead_unit, coalesce(u.name_vi, b.lead_unit) AS lead_unit_name, b.note,
  b.impossible,
  x.statement_id IS NOT NULL AS contradicts,
  b.speaks,
  CASE
    WHEN NOT b.speaks THEN NULL
    WHEN b.comparability <> 'exact' THEN 2 * w.wording_no
    WHEN w.wording_no IS NOT NULL THEN 2 * w.wording_no + 1
    ELSE 1
  END AS pool_no,
  b.upload_id, b.sheet, b.cell, b.origin_file, b.origin_line
FROM spoken b
LEFT JOIN wording w ON w.indicator_no = b.indicator_no AND w.label_key = b.label_key
LEFT JOIN clashing x ON x.statement_id = b.statement_id
LEFT JOIN core.unit u ON u.unit_id = b.lead_unit
