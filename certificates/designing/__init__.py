"""Templates as an editor makes them: words with variables, colours, pictures, and whether it all fits on the sheet."""
