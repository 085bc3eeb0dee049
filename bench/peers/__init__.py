"""What the product is compared with: nothing at all (`hello`), and the same work the ordinary way (`ordinary`)."""
