"""What anyone may check: a certificate, its status, the machine-readable forms."""
