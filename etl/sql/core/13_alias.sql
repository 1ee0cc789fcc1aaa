-- One row per wording that means an indicator.
SELECT
  alias_vi,
  indicator_id,
  comparability,
  upload_id
FROM raw.alias
ORDER BY alias_vi ASC NULLS LAST
