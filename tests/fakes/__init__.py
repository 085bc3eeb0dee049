"""Stand-ins for outside services, each checked against the real thing where one can be run."""
