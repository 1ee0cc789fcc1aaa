-- One row per catalogue indicator. floor and ceiling: fixed goalposts in the indicator's unit,
-- NULL where it has none.
SELECT
  indicator_id,
  family_id,
  name_vi,
  name_en,
  short_vi,
  short_en,
  group_id,
  unit,
  direction,
  CAST(floor AS DECIMAL(18, 6)) AS floor,
  CAST(ceiling AS DECIMAL(18, 6)) AS ceiling,
  numerator_vi,
  denominator_vi,
  upload_id
FROM raw.indicator
ORDER BY indicator_id ASC NULLS LAST
