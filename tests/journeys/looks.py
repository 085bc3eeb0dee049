"""How a page looks to those who judge it: axe-core, and whether it fits. Both look once it stands still, never on its way."""

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
LONGEST_MS = 90_000
# What moves and will end, such as a colour that fades in. What goes round for ever is left to go round.
STILL = """async (longest) => {
  const late = Date.now() + longest;
  const moving = () => document.getAnimations().filter((one) => one.playState === "running" && Number.isFinite(one.effect?.getComputedTiming().endTime));
  while (moving().length && Date.now() < late) {
    const over = new Promise((done) => setTimeout(done, late - Date.now()));
    await Promise.race([over, Promise.allSettled(moving().map((one) => one.finished))]);
  }
  return moving().map((one) => one.effect.target?.outerHTML.slice(0, 90));
}"""
AXE = "async ([where, how]) => (await axe.run(where ?? document, how)).violations"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def stand_still(page: Page) -> None:
    """Wait until the page is loaded with its scripts, and what fades or slides has arrived."""
    page.wait_for_load_state()
    assert page.evaluate(STILL, LONGEST_MS) == [], f"{page.url} does not come to rest"


def faults(page: Page, within: str = "", but: str = "", *, rules: Sequence[str] = (), grave: bool = True) -> list[str]:
    """What axe-core finds, a line each: in the whole page, or `within` a part of it `but` for a part of that.

    By all rules or by these; only what is `grave`, or every trifle."""
    where = {"include": [[within]], "exclude": [[but]] if but else []} if within else None
    how = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    page.wait_for_load_state()
    page.evaluate(AXE_SCRIPT)  # before standing still, so that nothing lies between that and the look
    stand_still(page)
    found = [one for one in page.evaluate(AXE, [where, how]) if not grave or one["impact"] in GRAVE]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def desk_faults(page: Page) -> list[str]:
    """Those of our part of the desk; Wagtail's shell and its messages are Wagtail's."""
    return faults(page, "main", ".messages")


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than the screen. (On a phone innerWidth would grow with the page.)"""
    stand_still(page)
    return int(page.evaluate(TOO_WIDE))


def cramped(page: Page) -> list[str]:
    """Whether it is too wide, as it is and with letters of 200 %, a line each."""
    wrong = [f"{over} px too wide"] if (over := too_wide(page)) else []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return wrong + ([f"{over} px too wide at 200 %"] if (over := too_wide(page)) else [])
