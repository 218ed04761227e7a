"""The command line: parse, call the pipeline, print, exit."""


def main() -> None:
    """Entry point of the console script `monitor`."""
