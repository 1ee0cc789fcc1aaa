"""Settings that benchmarks hand to the app they start; this module imports nothing of the app."""

VARIANT = "BENCH_VARIANT"  # "as-is", "constant" or "unsettled": benchmarks/variant_app.py
FRAMES = "BENCH_FRAMES"  # path of the frames that "constant" answers with
