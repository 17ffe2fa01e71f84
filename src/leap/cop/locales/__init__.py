"""The translations, and the command that keeps them complete."""
