"""Every write on events; each file is one thing that people do."""
