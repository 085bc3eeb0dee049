"""What people do in courses: enrol, learn, hand in, complete."""
