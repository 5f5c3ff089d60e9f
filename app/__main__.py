"""The desktop process. The launcher started it behind the kernel's filter, before any import of ours."""

import sys

from app.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
