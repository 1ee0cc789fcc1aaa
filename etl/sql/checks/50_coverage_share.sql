-- Coverage is a share between 0 and 1, of a group that has core indicators.
SELECT
  concat('Độ phủ ngoài 0–1: ', plan_id, ', ', group_id) AS message_vi
FROM mart.coverage
WHERE share < 0 OR share > 1
