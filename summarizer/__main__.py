"""``python -m summarizer``: the command line, where the installed script is not on the path."""

import sys

from summarizer.cli import main

sys.exit(main())
