-- view
SELECT * FROM core.unit
