"""What the demo shows where a real day has a stream, a recording, an online tour or a map: pages of our own, each marked 示例."""
