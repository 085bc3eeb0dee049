"""How static files are named: by their content, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# folders whose scripts are ours; libraries are served as they came
OURS = ("courses", "desk", "door", "draws", "quiz", "ui")


class ByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise names no types
    """Imports between our script modules carry these names too: after an upgrade no page mixes old modules with new ones.

    Django can do this for every script or for none; some of Wagtail's import what it does not ship.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        *(
            (f"{folder}/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1])
            for folder in OURS
        ),
    )
