"""`python -m bench.reporting.one_report SLUG`: seconds and peak memory of one press, as a JSON line."""

import json
import os
import resource
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")

import django


def compile_one(slug: str) -> dict[str, float]:
    from worldday.base import scope
    from worldday.base.audit import System
    from worldday.campaigns.models import Campaign
    from worldday.reports.actions.compiling import compile as press
    from worldday.reports.models import Edition
    from worldday.reports.tasks import compile_report

    with scope.everything("bench"):
        campaign = Campaign.objects.select_related("owner").get(slug=slug)
        pressed = press(campaign=campaign, issuer=campaign.owner, by=System("bench"))
        began = time.perf_counter()
        compile_report.func(pressed.code, pressed.run)
        taken = time.perf_counter() - began
        units = Edition.objects.get(compilation=pressed).figures["units"]
    return {"seconds": taken, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "units": units}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(compile_one(sys.argv[1])))
