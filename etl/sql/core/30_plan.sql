-- One row per plan. identity_key: "the same commune" means the same key; it is the unit's code
-- of today, or the plan itself where the plan does not name its commune.
WITH province AS (
  SELECT
    province_vi,
    min(province_code) AS province_code
  FROM core.commune
  GROUP BY province_vi
)
SELECT
  p.plan_id,
  p.commune_code,
  p.commune_name,
  coalesce(c.province_code, v.province_code) AS province_code,
  coalesce(c.province_vi, p.province_vi) AS province_vi,
  p.province_basis,
  coalesce(c.current_code, p.plan_id) AS identity_key,
  p.number,
  CAST(p.issued AS DATE) AS issued,
  p.issued_precision,
  CAST(p.plan_year AS INT) AS plan_year,
  CAST(p.horizon_start AS DATE) AS horizon_start,
  CAST(p.horizon_end AS DATE) AS horizon_end,
  p.implements,
  p.replaces,
  p.status,
  CAST(p.annex_missing AS BOOLEAN) AS annex_missing,
  p.upload_id
FROM raw.plan p
LEFT JOIN core.commune c ON c.commune_code = p.commune_code
LEFT JOIN province v ON v.province_vi = p.province_vi
ORDER BY p.plan_id ASC NULLS LAST
