-- One row per spelling of a body that leads tasks.
SELECT
  unit_id,
  alias_vi
FROM raw.unit
ORDER BY unit_id ASC NULLS LAST, alias_vi ASC NULLS LAST
