"""One-time tools that build reference data from outside sources."""
