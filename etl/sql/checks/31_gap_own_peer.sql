-- No plan is its own peer, and no one is held against a later plan.
SELECT
  concat('Mốc so sánh không hợp lệ: ', plan_id, ' với ', reference_plan_id, ', ', indicator_id)
    AS message_vi
FROM mart.gap
WHERE reference = 'best_peer' AND (plan_id = reference_plan_id OR reference_year > plan_year)
