"""What pages share: filters, queries, charts, components. Pages are in `pages/`."""
