-- One row per change between two years that moves, appears or goes: of one commune's own plans, and,
-- where few plans differ, between communes of one province. *_step: steps of plans that differ.
SELECT
  CASE WHEN o.to_plan_id IS NULL THEN 'added' WHEN n.to_plan_id IS NULL THEN 'removed'
       ELSE 'changed' END AS change,
  coalesce(n.from_plan_id, o.from_plan_id) AS from_plan_id,
  coalesce(n.to_plan_id, o.to_plan_id) AS plan_id,
  coalesce(n.indicator_id, o.indicator_id) AS indicator_id,
  coalesce(n.unit, o.unit) AS unit,
  o.delta AS old_delta, n.delta AS new_delta, o.change AS old_change, n.change AS new_change
FROM old_step o
FULL JOIN new_step n
  ON n.from_plan_id = o.from_plan_id AND n.to_plan_id = o.to_plan_id
  AND n.indicator_id = o.indicator_id AND n.from_indicator_id = o.from_indicator_id
  AND n.from_year = o.from_year AND n.to_year = o.to_year
WHERE o.to_plan_id IS NULL OR n.to_plan_id IS NULL OR n.delta IS DISTINCT FROM o.delta
  OR n.change <> o.change
ORDER BY plan_id ASC NULLS LAST, indicator_id ASC NULLS LAST
