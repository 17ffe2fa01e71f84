"""Something went wrong, or somebody may be recognised: who says it, who reads it."""
