"""The version of the engine that answers."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("terreau")
except PackageNotFoundError:  # sources that were never installed
    __version__ = "unknown"
