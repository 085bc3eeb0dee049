"""What learners see: courses, lessons, progress, completion."""
