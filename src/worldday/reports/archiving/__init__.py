"""存档: a campaign as one package that the records office can keep (BagIt, RFC 8493), written to disk as it is read.

`bag` and `naming` know no Django. What lies in a package, field by field: docs/archive-package.md.
"""
