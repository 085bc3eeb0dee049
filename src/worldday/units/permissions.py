from enum import StrEnum


class Permission(StrEnum):
    """Everything a person can be allowed to do in the desk. Roles bundle these, see `roles.py`."""

    SEE_CAMPAIGN = "see-campaign"  # workplan, calendar, activities of campaigns one's units take part in
    TAKE_IN_NOTICE = "take-in-notice"  # upload, review and confirm notices
    RUN_CAMPAIGN = "run-campaign"  # change activities, tasks, publish the theme page
    RUN_ACTIVITY = "run-activity"  # run the activities of one's own unit
    REPORT = "report"  # plans, summaries, materials of one's own unit
    EVALUATE = "evaluate"  # expert work
    EDIT_PAGES = "edit-pages"  # texts and pictures on public pages
    MANAGE_UNITS = "manage-units"
    MANAGE_STAFF = "manage-staff"
    READ_AUDIT = "read-audit"
    RUN_SYSTEM = "run-system"  # health, backup, settings of the installation
