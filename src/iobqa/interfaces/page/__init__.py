"""The web page: the report and its answers as HTML."""
