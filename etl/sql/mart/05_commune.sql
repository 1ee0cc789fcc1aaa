-- view
SELECT * FROM core.commune
