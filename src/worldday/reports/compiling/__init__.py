"""The final report: what units sent and activities produced, as blocks a person can edit and as docx, pdf and html.

`gathering` reads once; `sections/` makes blocks of what was read; `keeping` puts them beside what people edited; `assembling` makes
the report of both; `docx/`, `pdf/` and `html` write it; `running` is the whole as a background job.
"""
