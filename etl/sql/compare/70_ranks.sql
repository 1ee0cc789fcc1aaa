-- One row per plan whose score, rank or head to head balance moves, appears or goes.
SELECT
  CASE WHEN o.plan_id IS NULL THEN 'added' WHEN n.plan_id IS NULL THEN 'removed' ELSE 'changed' END
    AS change,
  coalesce(n.plan_id, o.plan_id) AS plan_id,
  o.rated AS old_rated, n.rated AS new_rated, o.score AS old_score, n.score AS new_score,
  o.rank AS old_rank, n.rank AS new_rank, o.copeland AS old_copeland, n.copeland AS new_copeland
FROM old.mart.ambition_rank o
FULL JOIN new.mart.ambition_rank n ON n.plan_id = o.plan_id
WHERE o.plan_id IS NULL OR n.plan_id IS NULL OR n.rated <> o.rated
  OR n.score IS DISTINCT FROM o.score OR n.rank IS DISTINCT FROM o.rank
  OR n.copeland IS DISTINCT FROM o.copeland
ORDER BY plan_id ASC NULLS LAST
