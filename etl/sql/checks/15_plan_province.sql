-- Every plan lies in a province of the register.
SELECT
  concat('Kế hoạch ', plan_id, ' không tìm được mã tỉnh') AS message_vi
FROM core.plan
WHERE province_code IS NULL
