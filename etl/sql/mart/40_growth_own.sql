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
    plan_id, plan_rank, identity_key, plan_year,
    row_number() OVER (
      PARTITION BY coalesce(commune_code, plan_id), plan_year
      ORDER BY issued DESC NULLS LAST, plan_id ASC NULLS LAST) AS place
  FROM mart.plan
  WHERE in_force
),
step AS (
  SELECT
    f.plan_id AS from_plan_id, e.plan_id AS to_plan_id, f.plan_rank AS from_rank,
    t.plan_rank AS to_rank,
    row_number() OVER (ORDER BY t.plan_rank ASC NULLS LAST, f.plan_rank ASC NULLS LAST) AS step_no
  FROM earlier_year e
  JOIN newest_of_commune f
    ON f.identity_key = e.identity_key AND f.plan_year = e.from_year AND f.place = 1
  JOIN newest_of_commune t ON t.plan_id = e.plan_id AND t.place = 1
),
sets AS (
  -- What each plan sets: the statement that speaks, or none where its numbers contradict.
  SELECT cell_no, min(plan_rank) AS plan_rank, min(indicator_no) AS indicator_no,
    max(statement_id) AS statement_id
  FROM (
    SELECT
      s.cell_no, p.plan_rank, s.indicator_no,
      CASE WHEN s.speaks THEN s.statement_id END AS statement_id
    FROM mart.statement s
    JOIN mart.plan p ON p.plan_id = s.plan_id
    WHERE s.kind IN ('target', 'task') AND s.indicator_id IS NOT NULL AND s.value IS NOT NULL
  ) stated
  GROUP BY cell_no
),
from_set AS (
  SELECT p.step_no, s.indicator_no, s.statement_id
  FROM step p
  JOIN sets s ON s.plan_rank = p.from_rank
),
to_set AS (
  SELECT p.step_no, s.indicator_no, s.statement_id
  FROM step p
  JOIN sets s ON s.plan_rank = p.to_rank
),
matched AS (
  SELECT
    coalesce(f.step_no, t.step_no) AS step_no,
    f.indicator_no AS from_no, t.indicator_no AS to_no,
    f.statement_id AS from_statement_id, t.statement_id AS to_statement_id
  FROM from_set f
  FULL JOIN to_set t ON t.step_no = f.step_no AND t.indicator_no = f.indicator_no
),
only_from AS (
  SELECT m.*, i.family_id
  FROM matched m
  JOIN mart.indicator i ON i.indicator_no = m.from_no
  WHERE m.to_no IS NULL
),
only_to AS (
  SELECT m.*, i.family_id
  FROM matched m
  JOIN mart.indicator i ON i.indicator_no = m.to_no
  WHERE m.from_no IS NULL
),
redefined AS (
  SELECT f.step_no, f.from_no, t.to_no, f.from_statement_id, t.to_statement_id
  FROM only_from f
  JOIN only_to t ON t.step_no = f.step_no AND t.family_id = f.family_id
),
gone AS (
  SELECT DISTINCT step_no, from_no AS indicator_no FROM redefined
  UNION ALL
  SELECT DISTINCT step_no, to_no FROM redefined
),
stepped AS (
  SELECT 'pair' AS row_kind, step_no, from_no, to_no, from_statement_id, to_statement_id
  FROM matched
  WHERE from_statement_id IS NOT NULL AND to_statement_id IS NOT NULL
  UNION ALL
  SELECT 'definition_changed', step_no, from_no, to_no, from_statement_id, to_statement_id
  FROM redefined
  UNION ALL
  SELECT CASE WHEN m.from_no IS NULL THEN 'new' ELSE 'dropped' END, m.step_no,
    coalesce(m.from_no, m.to_no), coalesce(m.to_no, m.from_no), m.from_statement_id,
    m.to_statement_id
  FROM matched m
  LEFT JOIN gone g ON g.step_no = m.step_no AND g.indicator_no = coalesce(m.to_no, m.from_no)
  WHERE (m.from_no IS NULL OR m.to_no IS NULL) AND g.indicator_no IS NULL
),
link AS (
  SELECT 'baseline' AS link, 'pair' AS row_kind, b.plan_id AS from_plan_id,
    b.plan_id AS to_plan_id, b.indicator_id AS from_indicator_id, b.indicator_id,
    b.statement_id AS from_statement_id, s.statement_id AS to_statement_id
  FROM one_baseline b
  JOIN mart.statement s
    ON s.plan_id = b.plan_id AND s.indicator_id = b.indicator_id AND s.speaks
  UNION ALL
  SELECT 'same_commune', s.row_kind, p.from_plan_id, p.to_plan_id, f.indicator_id,
    t.indicator_id, s.from_statement_id, s.to_statement_id
  FROM stepped s
  JOIN step p ON p.step_no = s.step_no
  JOIN mart.indicator f ON f.indicator_no = s.from_no
  JOIN mart.indicator t ON t.indicator_no = s.to_no
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
    CASE WHEN l.row_kind = 'definition_changed' THEN 'other_scope'
         WHEN f.comparability = 'exact' AND t.comparability = 'exact' THEN 'exact'
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
