"""What the measurements of the hot path and the soak share: servers pinned to a core, a load, databases, tickets."""
