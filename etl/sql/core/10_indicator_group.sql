-- One row per group of indicators (on screen "Nhóm chỉ tiêu").
SELECT
  group_id,
  name_vi,
  name_en,
  CAST(sort_order AS INT) AS sort_order
FROM raw.indicator_group
ORDER BY sort_order ASC NULLS LAST, group_id ASC NULLS LAST
