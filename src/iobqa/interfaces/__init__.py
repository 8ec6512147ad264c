"""The doors: command line, HTTP, page and LlamaIndex."""
