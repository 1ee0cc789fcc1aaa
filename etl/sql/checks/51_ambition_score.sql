-- Scores lie within 0 and 100; a plan that is not rated has no total, never 0.
SELECT
  concat('Mức phấn đấu ngoài 0–100 hoặc thiếu căn cứ: ', plan_id, ', ', component) AS message_vi
FROM mart.ambition
WHERE score < 0 OR score > 100 OR (component = 'total' AND NOT rated AND score IS NOT NULL)
