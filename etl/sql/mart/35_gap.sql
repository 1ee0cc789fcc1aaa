-- view
-- gap = reference - value, sign turned where lower is better: positive means that the plan asks
-- for less than the reference. One row per value that speaks, reference, basis, scope and years.
-- A pair is exact when both sides are, or when both have the same wording.
WITH mine AS (
  SELECT
    s.statement_id, s.indicator_id, s.group_id, s.direction, s.plan_id, s.identity_key,
    s.province_code, s.plan_year, s.year, s.comparator, s.value, s.unit, s.comparability,
    s.label_key, s.indicator_no, s.pool_no, p.horizon_end_known, i.is_full_share, i.ceiling,
    CASE WHEN p.own_latest_plan_id = s.plan_id THEN s.plan_year ELSE o.plan_year END AS own_year,
    CASE WHEN p.own_latest_plan_id = s.plan_id THEN s.province_code
         ELSE o.province_code END AS own_province,
    CASE WHEN p.own_latest_plan_id <> s.plan_id THEN o.value
         WHEN p.own_latest_plan_id = s.plan_id AND NOT s.impossible THEN s.value
    END AS own_value,
    CASE WHEN p.own_latest_plan_id = s.plan_id THEN TRUE
         WHEN s.comparability = 'exact' AND o.comparability = 'exact' THEN TRUE
         ELSE coalesce(o.label_key = s.label_key, FALSE) END AS own_is_exact
  FROM mart.statement s
  JOIN mart.plan p ON p.plan_id = s.plan_id
  JOIN mart.indicator i ON i.indicator_id = s.indicator_id
  LEFT JOIN mart.own_other o
    ON o.plan_id = s.plan_id AND o.indicator_no = s.indicator_no
  WHERE s.speaks
),
pool_pair AS (
  -- The value with the pool of all comparable pairs and the pool of exact ones. own_*: this
  -- commune's own value where the pool holds it, which never counts among its peers.
  SELECT
    m.*, a.years, a.scope, a.members AS all_members, e.members AS exact_members,
    a.middle_low AS all_low, a.middle_mid AS all_mid, a.middle_high AS all_high,
    e.middle_low AS exact_low, e.middle_mid AS exact_mid, e.middle_high AS exact_high,
    CASE WHEN (a.scope = 'all' OR m.own_province = m.province_code)
      AND (a.years = 'same_or_earlier' OR m.own_year = m.plan_year) THEN m.own_value END AS own_all,
    CASE WHEN (a.scope = 'all' OR m.own_province = m.province_code)
      AND (a.years = 'same_or_earlier' OR m.own_year = m.plan_year)
      AND m.own_is_exact THEN m.own_value END AS own_exact,
    a.first_identity_key <> m.identity_key AS all_first,
    coalesce(e.first_identity_key <> m.identity_key, FALSE) AS exact_first,
    a.first_plan_id AS a1_plan_id, a.first_statement_id AS a1_statement_id,
    a.first_year AS a1_year, a.first_comparator AS a1_comparator, a.first_value AS a1_value,
    a.first_comparability AS a1_comparability, a.first_label_key AS a1_label_key,
    a.second_plan_id AS a2_plan_id, a.second_statement_id AS a2_statement_id,
    a.second_year AS a2_year, a.second_comparator AS a2_comparator, a.second_value AS a2_value,
    a.second_comparability AS a2_comparability, a.second_label_key AS a2_label_key,
    e.first_plan_id AS e1_plan_id, e.first_statement_id AS e1_statement_id,
    e.first_year AS e1_year, e.first_comparator AS e1_comparator, e.first_value AS e1_value,
    e.second_plan_id AS e2_plan_id, e.second_statement_id AS e2_statement_id,
    e.second_year AS e2_year, e.second_comparator AS e2_comparator, e.second_value AS e2_value
  FROM mine m
  JOIN mart.peer_pool a
    ON a.indicator_no = m.indicator_no AND a.plan_year = m.plan_year AND a.pool_no = 0
    AND (a.scope = 'all' OR a.scope_key = m.province_code)
  LEFT JOIN mart.peer_pool e
    ON e.indicator_no = m.indicator_no AND e.plan_year = m.plan_year AND e.pool_no = m.pool_no
    AND e.scope = a.scope AND e.scope_key = a.scope_key AND e.years = a.years
),
best AS (
  SELECT
    p.*,
    CASE WHEN all_first THEN a1_plan_id ELSE a2_plan_id END AS a_plan_id,
    CASE WHEN all_first THEN a1_statement_id ELSE a2_statement_id END AS a_statement_id,
    CASE WHEN all_first THEN a1_year ELSE a2_year END AS a_year,
    CASE WHEN all_first THEN a1_comparator ELSE a2_comparator END AS a_comparator,
    CASE WHEN all_first THEN a1_value ELSE a2_value END AS a_value,
    CASE WHEN all_first THEN a1_comparability ELSE a2_comparability END AS a_comparability,
    CASE WHEN all_first THEN a1_label_key ELSE a2_label_key END AS a_label_key,
    CASE WHEN exact_first THEN e1_plan_id ELSE e2_plan_id END AS e_plan_id,
    CASE WHEN exact_first THEN e1_statement_id ELSE e2_statement_id END AS e_statement_id,
    CASE WHEN exact_first THEN e1_year ELSE e2_year END AS e_year,
    CASE WHEN exact_first THEN e1_comparator ELSE e2_comparator END AS e_comparator,
    CASE WHEN exact_first THEN e1_value ELSE e2_value END AS e_value,
    all_members - CASE WHEN own_all IS NULL THEN 0 ELSE 1 END AS all_peers,
    coalesce(exact_members, 0) - CASE WHEN own_exact IS NULL THEN 0 ELSE 1 END AS exact_peers
  FROM pool_pair p
),
basis AS (
  SELECT 'exact' AS basis UNION ALL SELECT 'exact_near' AS basis
),
scope AS (
  SELECT 'all' AS scope UNION ALL SELECT 'province' AS scope
),
peer_best AS (
  -- Of equal values the exact pair is named.
  SELECT
    b.*, s.basis,
    s.basis = 'exact' OR coalesce(b.e_value = b.a_value, FALSE) AS takes_exact
  FROM best b
  CROSS JOIN basis s
),
peer_median AS (
  SELECT
    b.*, s.basis,
    CASE s.basis WHEN 'exact' THEN exact_peers ELSE all_peers END AS n,
    CASE s.basis WHEN 'exact' THEN exact_members ELSE all_members END AS members,
    CASE s.basis WHEN 'exact' THEN own_exact ELSE own_all END AS own,
    CASE s.basis WHEN 'exact' THEN exact_low ELSE all_low END AS low,
    CASE s.basis WHEN 'exact' THEN exact_mid ELSE all_mid END AS mid,
    CASE s.basis WHEN 'exact' THEN exact_high ELSE all_high END AS high
  FROM best b
  CROSS JOIN basis s
),
median_value AS (
  -- The median of the pool without this commune's own value.
  SELECT
    m.*,
    CASE
      WHEN own IS NULL AND members % 2 = 1 THEN mid
      WHEN own IS NULL THEN (low + mid) / 2
      WHEN members % 2 = 0 THEN CASE WHEN own > low THEN low ELSE mid END
      ELSE (CASE WHEN own > low THEN low ELSE mid END
            + CASE WHEN own > mid THEN mid ELSE high END) / 2
    END AS median
  FROM peer_median m
  WHERE n >= 3
),
held AS (
  SELECT
    statement_id, indicator_id, group_id, direction, plan_id, identity_key, province_code,
    plan_year, year, comparator, value, unit, 'best_peer' AS reference,
    CASE WHEN takes_exact THEN e_plan_id ELSE a_plan_id END AS reference_plan_id,
    CASE WHEN takes_exact THEN e_statement_id ELSE a_statement_id END AS reference_statement_id,
    CAST(NULL AS STRING) AS official_id,
    CASE WHEN takes_exact THEN e_year ELSE a_year END AS reference_year,
    CASE WHEN takes_exact THEN e_comparator ELSE a_comparator END AS reference_comparator,
    CASE WHEN takes_exact THEN e_value ELSE a_value END AS reference_value,
    CASE WHEN basis = 'exact' THEN exact_peers ELSE all_peers END AS n_peers,
    basis, scope, years,
    CASE WHEN takes_exact THEN 'exact'
         WHEN comparability = 'exact' AND a_comparability = 'exact' THEN 'exact'
         WHEN label_key = a_label_key THEN 'exact'
         ELSE 'near' END AS comparability
  FROM peer_best
  UNION ALL
  SELECT
    statement_id, indicator_id, group_id, direction, plan_id, identity_key, province_code,
    plan_year, year, comparator, value, unit, 'median_peer' AS reference, NULL, NULL, NULL, NULL,
    NULL, median, n, basis, scope, years,
    CASE WHEN basis = 'exact' OR exact_peers = all_peers THEN 'exact' ELSE 'near' END
  FROM median_value
  UNION ALL
  SELECT
    m.statement_id, m.indicator_id, m.group_id, m.direction, m.plan_id, m.identity_key,
    m.province_code, m.plan_year, m.year, m.comparator, m.value, m.unit, 'official' AS reference,
    NULL, NULL, o.official_id, o.milestone_year, o.comparator, o.value, NULL,
    o.basis, c.scope, 'same_or_earlier',
    CASE WHEN m.comparability = 'exact' AND o.comparability = 'exact' THEN 'exact' ELSE 'near' END
  FROM mine m
  JOIN mart.official_reference o
    ON o.indicator_id = m.indicator_id AND o.plan_year = m.plan_year
    AND o.horizon_end_known = m.horizon_end_known
    AND coalesce(o.plan_province_code, 'none') = coalesce(m.province_code, 'none')
    AND coalesce(o.unit, m.unit) = m.unit
  CROSS JOIN scope c
  WHERE o.basis = 'exact_near' OR m.comparability = 'exact'
  UNION ALL
  SELECT
    m.statement_id, m.indicator_id, m.group_id, m.direction, m.plan_id, m.identity_key,
    m.province_code, m.plan_year, m.year, m.comparator, m.value, m.unit, 'ceiling' AS reference,
    NULL, NULL, NULL, NULL, '=', m.ceiling, NULL, b.basis, c.scope, 'same_or_earlier',
    m.comparability
  FROM mine m
  CROSS JOIN basis b
  CROSS JOIN scope c
  WHERE m.is_full_share AND (b.basis = 'exact_near' OR m.comparability = 'exact')
)
SELECT
  indicator_id, group_id, plan_id, plan_year, year, statement_id, identity_key, province_code,
  comparator, value, unit, reference, reference_plan_id, reference_statement_id, official_id,
  CAST(reference_year AS INTEGER) AS reference_year, reference_comparator,
  CAST(round(reference_value, 6) AS DECIMAL(18, 6)) AS reference_value,
  CAST(n_peers AS INTEGER) AS n_peers, basis, scope, years,
  CAST(round(CASE direction WHEN 'lower' THEN value - reference_value
                            ELSE reference_value - value END, 6) AS DECIMAL(18, 6)) AS gap,
  comparability
FROM held
WHERE reference_value IS NOT NULL
