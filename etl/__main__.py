"""`python -m etl`: the command line of the warehouse."""

import sys

from etl.cli import main

sys.exit(main())
