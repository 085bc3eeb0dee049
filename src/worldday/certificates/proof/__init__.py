"""What anyone needs to check a certificate: numbers, payload, signature. Knows no Django and nothing outside Python's library;
`tools/verify_certificate.py` is made from these files. The format is described in docs/certificates.md."""
