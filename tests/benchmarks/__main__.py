"""Start the benchmark."""

import sys

from tests.benchmarks.report import main

sys.exit(main())
