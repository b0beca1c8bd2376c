"""`python -m studyhall` is the command line."""

from studyhall.cli import main

if __name__ == "__main__":
    main()
