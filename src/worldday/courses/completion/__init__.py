"""When a course counts as completed: one value that people read as sentences and that the code runs. Pure, knows no Django."""
