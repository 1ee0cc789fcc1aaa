-- A change runs from an earlier to a later year.
SELECT
  concat('Thay đổi không theo thứ tự năm: ', from_plan_id, ' → ', to_plan_id, ', ', indicator_id)
    AS message_vi
FROM mart.growth_own
WHERE years <= 0 OR years <> to_year - from_year
