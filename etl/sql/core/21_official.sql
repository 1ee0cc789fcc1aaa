-- One row per official value (what a national or provincial document asks for by a year).
-- official_id: stable, so that a link to it outlives the edition.
SELECT
  substr(md5(concat_ws(
    '|',
    coalesce(indicator_id, ''), level, coalesce(province_code, ''), measure_vi,
    coalesce(population_vi, ''), document, coalesce(clause, ''), milestone_year
  )), 1, 16) AS official_id,
  indicator_id,
  level,
  province_code,
  measure_vi,
  population_vi,
  document,
  clause,
  CAST(issued AS DATE) AS issued,
  CAST(milestone_year AS INT) AS milestone_year,
  CAST(valid_to AS DATE) AS valid_to,
  applies_to,
  comparator,
  CAST(value AS DECIMAL(18, 6)) AS value,
  unit,
  comparability,
  source,
  CAST(checked_at AS DATE) AS checked_at,
  upload_id,
  sheet,
  cell
FROM raw.official
ORDER BY official_id ASC NULLS LAST
