-- One row per change between two years that moves, appears or goes: of one commune's own plans, and
-- between communes of one province. touched: the plans whose numbers differ.
WITH old_growth AS (
  SELECT from_plan_id, to_plan_id, indicator_id, from_indicator_id, unit, from_year, to_year, delta, change
  FROM old.mart.growth
  WHERE link <> 'cross_province'
    AND (from_plan_id IN (SELECT plan_id FROM touched) OR to_plan_id IN (SELECT plan_id FROM touched))
),
new_growth AS (
  SELECT from_plan_id, to_plan_id, indicator_id, from_indicator_id, unit, from_year, to_year, delta, change
  FROM new.mart.growth
  WHERE link <> 'cross_province'
    AND (from_plan_id IN (SELECT plan_id FROM touched) OR to_plan_id IN (SELECT plan_id FROM touched))
)
SELECT
  CASE WHEN o.to_plan_id IS NULL THEN 'added' WHEN n.to_plan_id IS NULL THEN 'removed'
       ELSE 'changed' END AS change,
  coalesce(n.from_plan_id, o.from_plan_id) AS from_plan_id,
  coalesce(n.to_plan_id, o.to_plan_id) AS plan_id,
  coalesce(n.indicator_id, o.indicator_id) AS indicator_id,
  coalesce(n.unit, o.unit) AS unit,
  o.delta AS old_delta, n.delta AS new_delta, o.change AS old_change, n.change AS new_change
FROM old_growth o
FULL JOIN new_growth n
  ON n.from_plan_id = o.from_plan_id AND n.to_plan_id = o.to_plan_id
  AND n.indicator_id = o.indicator_id AND n.from_indicator_id = o.from_indicator_id
  AND n.from_year = o.from_year AND n.to_year = o.to_year
WHERE o.to_plan_id IS NULL OR n.to_plan_id IS NULL OR n.delta IS DISTINCT FROM o.delta
  OR n.change <> o.change
ORDER BY plan_id ASC NULLS LAST, indicator_id ASC NULLS LAST
