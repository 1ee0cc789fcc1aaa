-- A share lies within 0 and 100.
SELECT
  concat('Tỷ lệ ngoài 0–100: ', plan_id, ' mục ', section, ', giá trị ', value) AS message_vi
FROM core.statement
WHERE unit = 'percent' AND (value < 0 OR value > 100)
