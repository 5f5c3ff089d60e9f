"""The desktop process. The launcher started it behind the kernel's filter, before any import of ours."""

import sys

from app.cli import main
from engine.confinement import keep_memory_private

if __name__ == "__main__":
    keep_memory_private()
    sys.exit(main(sys.argv[1:]))
