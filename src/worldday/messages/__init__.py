"""What the installation tells people, kept until it has gone out: letters, the outbox, and one folder per channel. No business nouns."""
