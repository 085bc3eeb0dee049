"""What people see and do of an event: programme, booking, the visit, afterwards."""
