"""What leaves the installation for people's phones, one folder per channel. No business nouns, nothing stored."""
