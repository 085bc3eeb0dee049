"""The report as PDF, set by typst; charts as pictures for Word. `press` runs as a process of its own."""
