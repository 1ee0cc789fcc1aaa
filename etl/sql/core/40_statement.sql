-- One row per number that a plan commits to or reports, with its origin. label_key: the wording
-- with its population, normalised; two plans with one key worded the number the same way.
-- statement_id: stable across editions, so that a link to a number outlives the edition.
WITH keyed AS (
  SELECT
    s.*,
    concat(l.form, '|', coalesce(p.form, '')) AS label_key,
    u.names_vi AS lead_units_vi
  FROM raw.statement s
  JOIN raw.text_form l ON l.text = s.label_vi
  LEFT JOIN raw.text_form p ON p.text = s.population_vi
  LEFT JOIN raw.unit_list u ON u.unit_ids = s.lead_unit
)
SELECT
  substr(md5(concat_ws(
    '|',
    plan_id, kind, coalesce(indicator_id, label_key), coalesce(population_vi, ''), year,
    coalesce(due, ''), coalesce(as_of, ''), coalesce(tie, concat_ws('|', section, coalesce(ordinal, ''), coalesce(part, '')))
  )), 1, 16) AS statement_id,
  plan_id,
  section,
  ordinal,
  part,
  kind,
  CAST(year AS INT) AS year,
  CAST(as_of AS DATE) AS as_of,
  indicator_id,
  label_vi,
  label_key,
  population_vi,
  comparator,
  CAST(value AS DECIMAL(18, 6)) AS value,
  unit,
  CAST(numerator AS DECIMAL(18, 6)) AS numerator,
  CAST(denominator AS DECIMAL(18, 6)) AS denominator,
  binding,
  CAST(due AS DATE) AS due,
  due_basis,
  lead_unit,
  lead_units_vi,
  comparability,
  note,
  upload_id,
  sheet,
  cell,
  origin_file,
  CAST(origin_line AS INT) AS origin_line
FROM keyed
ORDER BY plan_id ASC NULLS LAST, origin_file ASC NULLS LAST, origin_line ASC NULLS LAST
