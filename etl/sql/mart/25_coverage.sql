-- One row per plan and group of the core list: how many of its indicators the plan sets.
-- A contradiction still sets a number; a baseline or a repeat does not.
WITH core_indicator AS (
  SELECT c.indicator_id, i.group_id
  FROM core.core_list c
  JOIN core.indicator i ON i.indicator_id = c.indicator_id
),
core_group AS (
  SELECT group_id, count(*) AS indicators FROM core_indicator GROUP BY group_id
),
set_count AS (
  SELECT s.plan_id, c.group_id, count(DISTINCT s.indicator_id) AS n
  FROM core.statement s
  JOIN core_indicator c ON c.indicator_id = s.indicator_id
  WHERE s.kind IN ('target', 'task') AND s.value IS NOT NULL
  GROUP BY s.plan_id, c.group_id
)
SELECT
  p.plan_id, g.group_id, CAST(g.indicators AS INTEGER) AS indicators,
  CAST(coalesce(n.n, 0) AS INTEGER) AS set,
  round(coalesce(n.n, 0) / CAST(NULLIF(g.indicators, 0) AS DOUBLE), 6) AS share
FROM core.plan p
CROSS JOIN core_group g
LEFT JOIN set_count n ON n.plan_id = p.plan_id AND n.group_id = g.group_id
