"""``python -m reportedly`` does what the command ``reportedly`` does."""

import sys

from reportedly.cli import main

if __name__ == "__main__":
    sys.exit(main())
