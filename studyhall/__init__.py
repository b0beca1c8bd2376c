"""Study Hall: a teacher's own documents become a place to study."""

import logging

__version__ = "0.1.0"

# Until a data folder is open there is nowhere to write the log, and a terminal is no place for it.
logging.getLogger(__name__).addHandler(logging.NullHandler())
