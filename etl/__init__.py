"""Extract, transform and load: from plan documents to editions."""
