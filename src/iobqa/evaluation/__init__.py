"""Golden questions to a run, scores and a gate."""
