-- One row per indicator and plan that does not stand for its commune in its own year (replaced, or
-- one of two): the value of the plan that does. That value is in the pools, and a plan never meets
-- its own commune there. For all other plans the pools hold the plan's own value.
SELECT
  p.plan_id, s.indicator_no, s.plan_year, s.province_code, s.value, s.comparability, s.label_key
FROM mart.plan p
JOIN mart.statement s ON s.plan_id = p.own_latest_plan_id
WHERE p.own_latest_plan_id <> p.plan_id AND s.speaks AND NOT s.impossible
