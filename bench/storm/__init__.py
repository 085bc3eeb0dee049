"""What the measurement of bookings and the soak share: databases with an open event, and clients that remember."""
