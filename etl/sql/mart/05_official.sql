-- view
SELECT * FROM core.official
