"""`python -m marbre` is the command line."""

import sys

from marbre.cli import main

sys.exit(main())
