"""iobqa: one long Dutch government report, asked in everyday language, answered with the exact place to cite."""

__version__ = "0.5.0"
