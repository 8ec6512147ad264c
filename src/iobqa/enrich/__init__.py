"""A question bank for a report that has none, written by a language model and checked like the one written by people."""
