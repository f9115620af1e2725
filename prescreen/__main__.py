"""`python -m prescreen` is the command `prescreen`."""

from __future__ import annotations

import sys

from prescreen.cli import main

sys.exit(main())
