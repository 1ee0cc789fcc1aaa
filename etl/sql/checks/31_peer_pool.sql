-- What plans are held against: the best value comes first, from another plan than the second, and
-- from no plan later than the year that the pool is for.
SELECT
  concat('Nhóm so sánh không hợp lệ: ', p.indicator_id, ', năm ', p.plan_year, ', ', p.pool, ', ',
    p.scope_key) AS message_vi
FROM mart.peer_pool p
JOIN core.indicator i ON i.indicator_id = p.indicator_id
WHERE p.first_year > p.plan_year
  OR p.second_year > p.plan_year
  OR p.first_plan_id = p.second_plan_id
  OR (p.second_value - p.first_value) * CASE i.direction WHEN 'lower' THEN -1 ELSE 1 END > 0
