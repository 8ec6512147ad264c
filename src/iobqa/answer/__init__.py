"""Hits to a cited answer, or a reasoned refusal."""
