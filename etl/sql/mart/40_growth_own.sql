-- One commune's own path: its reported result and its target (`baseline`), and the plans of the
-- same commune, or of its legal successor, one after the other (`same_commune`). A later plan
-- follows every plan in force of the nearest earlier year, so that a merged commune follows each
-- of its predecessors. Only here: new, dropped.
WITH baseline AS (
  SELECT
    b.*,
    rank() OVER (
      PARTITION BY b.plan_id, b.indicator_id
      ORDER BY CASE b.comparability WHEN 'exact' THEN 0 ELSE 1 END ASC NULLS LAST, b.year DESC NULLS LAST) AS standing
  FROM mart.statement b
  WHERE b.kind = 'baseline' AND b.indicator_id IS NOT NULL AND b.value IS NOT NULL
),
one_baseline AS (
  SELECT plan_id, indicator_id, min(statement_id) AS statement_id
  FROM baseline
  WHERE standing = 1
  GROUP BY plan_id, indicator_id
  HAVING min(value) = max(value)
),
earlier_year AS (
  SELECT t.plan_id, t.identity_key, max(f.plan_year) AS from_year
  FROM mart.plan t
  JOIN mart.plan f
    ON f.identity_key = t.identity_key AND f.in_force AND f.plan_year < t.plan_year
  WHERE t.in_force
  GROUP BY t.plan_id, t.identity_key
),
newest_of_commune AS (
  SELECT
    plan_id, identity_key, plan_year,
    row_number() OVER (
      PARTITION BY coalesce(commune_code, plan_id), plan_year
      ORDER BY issued DESC NULLS LAST, plan_id ASC NULLS LAST) AS place
  FROM mart.plan
  WHERE in_force
),
step AS (
  SELECT f.plan_id AS from_plan_id, e.plan_id AS to_plan_id
  FROM earlier_year e
  JOIN newest_of_commune f
    ON f.identity_key = e.identity_key AND f.plan_year = e.from_year AND f.place = 1
  JOIN newest_of_commune t ON t.plan_id = e.plan_id AND t.place = 1
),
sets AS (
  -- What each plan sets: the statement that speaks, or none where its numbers contradict.
  SELECT plan_id, indicator_id, family_id,
    max(CASE WHEN speaks THEN statement_id END) AS statement_id
  FROM mart.statement
  WHERE kind IN ('target', 'task') AND indicator_id IS NOT NULL AND value IS NOT NULL
  GROUP BY plan_id, indicator_id, family_id
),
from_set AS (
  SELECT p.from_plan_id, p.to_plan_id, s.indicator_id, s.family_id, s.statement_id
  FROM step p
  JOIN sets s ON s.plan_id = p.from_plan_id
),
to_set AS (
  SELECT p.from_plan_id, p.to_plan_id, s.indicator_id, s.family_id, s.statement_id
  FROM step p
  JOIN sets s ON s.plan_id = p.to_plan_id
),
matched AS (
  SELECT
    coalesce(f.from_plan_id, t.from_plan_id) AS from_plan_id,
    coalesce(f.to_plan_id, t.to_plan_id) AS to_plan_id,
    f.indicator_id AS from_indicator_id, t.indicator_id AS to_indicator_id,
    coalesce(f.family_id, t.family_id) AS family_id,
    f.statement_id AS from_statement_id, t.statement_id AS to_statement_id
  FROM from_set f
  FULL JOIN to_set t
    ON t.from_plan_id = f.from_plan_id AND t.to_plan_id = f.to_plan_id
    AND t.indicator_id = f.indicator_id
),
redefined AS (
  SELECT
    f.from_plan_id, f.to_plan_id, f.from_indicator_id, t.to_indicator_id,
    f.from_statement_id, t.to_statement_id
  FROM matched f
  JOIN matched t
    ON t.from_plan_id = f.from_plan_id AND t.to_plan_id = f.to_plan_id
    AND t.family_id = f.family_id
  WHERE f.to_indicator_id IS NULL AND t.from_indicator_id IS NULL
),
gone AS (
  SELECT DISTINCT from_plan_id, to_plan_id, from_indicator_id AS indicator_id FROM redefined
  UNION ALL
  SELECT DISTINCT from_plan_id, to_plan_id, to_indicator_id FROM redefined
),
link AS (
  SELECT 'baseline' AS link, 'pair' AS row_kind, b.plan_id AS from_plan_id,
    b.plan_id AS to_plan_id, b.indicator_id AS from_indicator_id, b.indicator_id,
    b.statement_id AS from_statement_id, s.statement_id AS to_statement_id
  FROM one_baseline b
  JOIN sets s ON s.plan_id = b.plan_id AND s.indicator_id = b.indicator_id
  WHERE s.statement_id IS NOT NULL
  UNION ALL
  SELECT 'same_commune', 'pair', from_plan_id, to_plan_id, from_indicator_id, to_indicator_id,
    from_statement_id, to_statement_id
  FROM matched
  WHERE from_statement_id IS NOT NULL AND to_statement_id IS NOT NULL
  UNION ALL
  SELECT 'same_commune', 'definition_changed', from_plan_id, to_plan_id, from_indicator_id,
    to_indicator_id, from_statement_id, to_statement_id
  FROM redefined
  UNION ALL
  SELECT 'same_commune', CASE WHEN m.from_indicator_id IS NULL THEN 'new' ELSE 'dropped' END,
    m.from_plan_id, m.to_plan_id, coalesce(m.from_indicator_id, m.to_indicator_id),
    coalesce(m.to_indicator_id, m.from_indicator_id), m.from_statement_id, m.to_statement_id
  FROM matched m
  LEFT JOIN gone g
    ON g.from_plan_id = m.from_plan_id AND g.to_plan_id = m.to_plan_id
    AND g.indicator_id = coalesce(m.to_indicator_id, m.from_indicator_id)
  WHERE (m.from_indicator_id IS NULL OR m.to_indicator_id IS NULL) AND g.indicator_id IS NULL
),
valued AS (
  SELECT
    l.link, l.row_kind, l.from_plan_id, l.to_plan_id, l.from_indicator_id, l.indicator_id,
    i.family_id, i.group_id, i.unit, i.direction, i.floor, i.ceiling,
    l.from_statement_id, l.to_statement_id,
    coalesce(f.year, p.plan_year) AS from_year, coalesce(t.year, q.plan_year) AS to_year,
    f.comparator AS from_comparator, f.value AS from_value,
    t.comparator AS to_comparator, t.value AS to_value,
    CASE i.direction WHEN 'lower' THEN f.value - t.value ELSE t.value - f.value END AS delta,
    CASE WHEN f.comparability = 'exact' AND t.comparability = 'exact' THEN 'exact'
         WHEN f.label_key = t.label_key THEN 'exact'
         WHEN f.comparability IS NULL OR t.comparability IS NULL
           THEN coalesce(f.comparability, t.comparability)
         ELSE 'near' END AS comparability
  FROM link l
  JOIN mart.indicator i ON i.indicator_id = l.indicator_id
  JOIN mart.plan p ON p.plan_id = l.from_plan_id
  JOIN mart.plan q ON q.plan_id = l.to_plan_id
  LEFT JOIN mart.statement f ON f.statement_id = l.from_statement_id
  LEFT JOIN mart.statement t ON t.statement_id = l.to_statement_id
  WHERE l.row_kind <> 'pair' OR f.year < t.year
)
SELECT
  indicator_id, from_indicator_id, family_id, group_id, unit, from_plan_id, to_plan_id,
  from_statement_id, to_statement_id, from_year, to_year, from_comparator, from_value,
  to_comparator, to_value, to_year - from_year AS years,
  CASE WHEN row_kind = 'pair' THEN CAST(delta AS DECIMAL(18, 6)) END AS delta,
  CASE WHEN row_kind = 'pair'
    THEN round(delta / CAST(NULLIF(to_year - from_year, 0) AS DOUBLE), 6) END AS per_year,
  CASE WHEN row_kind = 'pair'
    THEN round(delta / CAST(NULLIF(greatest(
      CASE direction WHEN 'lower' THEN from_value - floor ELSE ceiling - from_value END, 0), 0)
      AS DOUBLE) / NULLIF(to_year - from_year, 0), 6) END AS closing,
  link,
  CASE
    WHEN row_kind <> 'pair' THEN row_kind
    WHEN direction = 'lower' AND from_value <= floor AND to_value <= floor THEN 'at_ceiling'
    WHEN direction <> 'lower' AND from_value >= ceiling AND to_value >= ceiling THEN 'at_ceiling'
    WHEN delta > 0 THEN 'raised'
    WHEN delta < 0 THEN 'lowered'
    ELSE 'unchanged'
  END AS change,
  comparability
FROM valued
