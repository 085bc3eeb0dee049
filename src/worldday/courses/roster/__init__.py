"""Lists of people as units send them: which column is what, what a line says, and what is wrong with it. Pure."""
