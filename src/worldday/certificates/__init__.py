"""证明: what is issued to a person or a unit, so that anyone can check it without asking us. Never a 认证证书."""
