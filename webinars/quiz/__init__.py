"""Questions of a recording: those that pause it at a moment, and its concluding test."""
