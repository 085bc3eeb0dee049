"""After an event: what it leaves behind, and the survey behind a booking's link."""
