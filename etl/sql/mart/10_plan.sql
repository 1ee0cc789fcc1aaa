-- One row per plan. plan_rank orders plans for ties: later year first, then plan_id.
-- is_latest: the plan that stands today for a commune that exists (a predecessor's plan stands
-- for the successor). own_latest_plan_id: the plan that stood for the same commune in this
-- plan's year, which is this plan itself unless it was replaced.
WITH living AS (
  SELECT commune_code, max(CASE WHEN valid_to IS NULL THEN 1 ELSE 0 END) AS living
  FROM core.commune
  GROUP BY commune_code
),
in_force AS (
  SELECT
    plan_id, identity_key, plan_year,
    row_number() OVER (
      PARTITION BY identity_key
      ORDER BY plan_year DESC NULLS LAST, issued DESC NULLS LAST, plan_id ASC NULLS LAST) AS newest,
    row_number() OVER (
      PARTITION BY identity_key, plan_year
      ORDER BY issued DESC NULLS LAST, plan_id ASC NULLS LAST) AS newest_in_year
  FROM core.plan
  WHERE status = 'in_force'
),
ranked AS (
  SELECT
    plan_id,
    CAST(row_number() OVER (ORDER BY plan_year DESC NULLS LAST, plan_id ASC NULLS LAST) AS INTEGER) AS plan_rank
  FROM core.plan
),
own_latest AS (
  SELECT
    p.plan_id, f.plan_id AS own_latest_plan_id,
    row_number() OVER (PARTITION BY p.plan_id ORDER BY f.plan_year DESC NULLS LAST) AS place
  FROM core.plan p
  JOIN in_force f
    ON f.identity_key = p.identity_key AND f.newest_in_year = 1 AND f.plan_year <= p.plan_year
)
SELECT
  p.*,
  coalesce(p.horizon_end, make_date(p.plan_year, 12, 31)) AS horizon_end_known,
  k.plan_rank,
  f.plan_id IS NOT NULL AS in_force,
  coalesce(f.newest_in_year = 1, FALSE) AS is_latest_in_year,
  coalesce(f.newest = 1 AND coalesce(l.living, 1) = 1, FALSE) AS is_latest,
  o.own_latest_plan_id
FROM core.plan p
JOIN ranked k ON k.plan_id = p.plan_id
LEFT JOIN in_force f ON f.plan_id = p.plan_id
LEFT JOIN living l ON l.commune_code = p.identity_key
LEFT JOIN own_latest o ON o.plan_id = p.plan_id AND o.place = 1
