"""A certificate as an Open Badge 3.0, which is a W3C Verifiable Credential, and what its checking needs: issuer, keys, list."""
