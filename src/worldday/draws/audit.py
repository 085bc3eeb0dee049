"""How the audit trail says what happened to prizes; winners appear as entrant numbers, never as persons."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "prize-plan-made": _("began a prize plan for “{name}”"),
    "prize-plan-changed": _("changed the prize plan of “{name}”: {changes}"),
    "prize-tiers-set": _("set the prizes of “{name}”: {changes}"),
    "prize-insiders-listed": _("listed people who may not win in “{name}”: {changes}"),
    "prize-plan-published": _("published the prize rules of “{name}”, digest {digest}"),
    "prize-plan-improved": _("changed the prize rules of “{name}” in people's favour: {reason}"),
    "draw-postponed": _("postponed the draw of “{name}” to {draw_at}: {reason}"),
    "draw-committed": _("published the commitments for the draw of “{name}”"),
    "draw-frozen": _("froze the list of “{name}”: {entrants} entrants, root {root}"),
    "draw-source-spoke": _("recorded what “{source}” gave for the draw of “{name}”"),
    "draw-run": _("drew the prizes of “{name}”"),
    "prize-claimed": _("confirmed a prize of “{name}”: tier {tier}, entrant {entrant}"),
    "prize-name-hidden": _("no longer shows a name among the winners of “{name}”: tier {tier}, entrant {entrant}"),
    "prize-delivered": _("handed over a prize of “{name}”: tier {tier}, entrant {entrant}"),
    "prize-forfeited": _("recorded a forfeited prize of “{name}”: tier {tier}, entrant {entrant}, {reason}"),
    "delivery-list-taken": _("took the delivery list of “{name}” for {receiver}: {purpose}"),
    "delivery-data-erased": _("erased delivery data of “{name}” on schedule: {erased} prizes"),
    "draw-persons-forgotten": _("forgot who the entrants of “{name}” were, on schedule: {forgotten}"),
    "draw-archive-taken": _("took the archive of the draw of “{name}”"),
}
