"""A citizen answers a quiz on a phone: the whole way, a lost line, a reload in the middle, by keyboard alone."""

import gzip
import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.factories.quizzes import BY, make_frozen_quiz
from tests.factories.six_sorts import make_joint_quiz
from tests.journeys.looks import faults, too_wide

from worldday.base import scope
from worldday.people.models import Identity
from worldday.quizzes import actions
from worldday.quizzes.models import Attempt
from worldday.quizzes.ranking import Follower

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = date(2020, 10, 14)
FIRST_QUESTION = 60 * 1024  # bytes until it stands on the screen, as a server sends them


@pytest.fixture
def quiz(on_day):
    on_day(DAY)
    with scope.everything("test"):
        yield make_frozen_quiz(in_all=2)


@pytest.fixture
def joint(on_day):
    on_day(DAY)
    with scope.everything("test"):
        yield make_joint_quiz()


def address(quiz, *more: str) -> str:
    return "/".join(["", quiz.activity.campaign.slug, "activities", quiz.activity.code, "quiz", *more, ""])


def start(page: Page, url: str) -> None:
    """Agree and press the one button in sight."""
    page.goto(url)
    page.locator("[name=quiz]").check()
    page.locator("[data-start]:visible").click()
    page.wait_for_url("**/play/")
    expect(page.locator(".ask-stem")).to_be_visible()


def answer(page: Page, number: int) -> None:
    """Choose the first option of question `number` and go on."""
    expect(page.locator(".ask-number")).to_have_text(f"第{number}题，共10题")
    page.locator(".ask-choice").first.click()
    page.locator("[data-next]").click()


def test_a_citizen_plays_with_a_lost_line_and_a_reload_and_is_counted_once(phone, serve, quiz):
    page = phone.new_page()
    start(page, serve() + address(quiz))
    for number in range(1, 5):
        answer(page, number)
    page.reload()
    expect(page.locator(".ask-number")).to_have_text("第5题，共10题")
    phone.set_offline(True)
    expect(page.locator("[data-line]")).to_contain_text("网络已断开")
    for number in range(5, 11):
        answer(page, number)
    expect(page.locator("h2")).to_have_text("确认交卷？")
    page.locator("[data-next]").dblclick()
    expect(page.locator("[data-next]")).to_be_disabled()
    page.wait_for_timeout(1500)
    assert Attempt.objects.count() == 0
    phone.set_offline(False)
    page.wait_for_url("**/result/")
    attempt = Attempt.objects.get()
    expect(page.locator("[data-points]")).to_have_text(f"{attempt.score}分，满分100分")
    assert attempt.quiz_id == quiz.pk and attempt.number == 0
    expect(page.locator(".reviewed")).to_have_count(10)
    expect(page.locator(".reviewed dt", has_text="依据").first).to_be_visible()
    wrong = 10 - attempt.right
    page.goto(page.url.replace("/result/", "/notebook/"))
    expect(page.locator("[data-book] article")).to_have_count(wrong)


def test_a_busy_server_is_asked_again_and_a_paper_sent_unheard_is_not_counted_twice(phone, serve, quiz):
    page, tries = phone.new_page(), []

    def busy_then_deaf(route):
        """First too many people, then the answer gets lost on its way back, then all is well."""
        tries.append(route.request.post_data)
        if len(tries) == 1:
            route.fulfill(
                status=503,
                headers={"Retry-After": "5"},  # long enough to be read
                json={"error": {"code": "busy", "sentence": {"zh": "", "en": ""}}},
            )
        elif len(tries) == 2:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    url = serve()
    start(page, url + address(quiz))
    page.route("**/intake/submit", busy_then_deaf)
    for number in range(1, 11):
        answer(page, number)
    page.locator("[data-next]").click()
    expect(page.locator("[data-line]")).to_contain_text("现在答题的人很多")
    page.wait_for_url("**/result/")
    assert len(tries) == 3 and len(set(tries)) == 1
    assert Attempt.objects.count() == 1
    expect(page.locator("[data-messages]")).to_contain_text("以第一次提交的为准")


def test_by_keyboard_alone_every_sort_of_question_can_be_answered_right(desktop, serve, joint):
    page = desktop.new_page()
    page.goto(serve() + address(joint, "from", "kunshan"))
    tab_to(page, "document.activeElement.name === 'quiz'")
    page.keyboard.press("Space")
    tab_to(page, "document.activeElement.matches('[data-start]')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/play/")
    stem = page.locator(".ask-stem")
    for number in range(1, 7):
        expect(stem).to_contain_text(f"第{number}题")
        expect(stem).to_be_focused()
        by_keys(page, page.locator(".ask").get_attribute("class").split()[-1])
        tab_to(page, "document.activeElement.matches('[data-next]')")
        page.keyboard.press("Enter")
    expect(page.locator("h2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h2")).to_have_text("确认交卷？")  # Enter alone does not hand in
    expect(page.locator("[data-next]")).to_be_enabled()  # it takes no press that was meant for the question before
    tab_to(page, "document.activeElement.matches('[data-next]')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/result/")
    expect(page.locator("[data-points]")).to_have_text("60分，满分60分")
    assert Attempt.objects.get(player__gt=2000).entrance == joint.entrances.get(slug="kunshan").pk


def tab_to(page: Page, there: str) -> None:
    for _press in range(40):
        if page.evaluate(there):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by Tab: {there}")


def by_keys(page: Page, sort: str) -> None:
    """The right answer, found by its words, given by keys only."""
    texts = page.locator(".ask-choice .ask-text").all_inner_texts()
    if sort == "ask-single":
        page.keyboard.press("abcd"[texts.index("GB")])
    elif sort == "ask-multiple":
        for place, text in enumerate(texts):
            if text != "世界卫生组织":
                page.keyboard.press(str(place + 1))
    elif sort == "ask-true-false":
        page.keyboard.press("B")
    elif sort == "ask-fill-in":
        for text in ("１０", "十四"):
            page.keyboard.press("Tab")
            page.keyboard.insert_text(text)
    elif sort == "ask-matching":
        for text in ("国家标准", "地方标准", "团体标准"):
            page.keyboard.press("Tab")
            names = page.evaluate("[...document.activeElement.options].map(one => one.text.slice(3))")
            for _step in range(names.index(text)):
                page.keyboard.press("ArrowDown")
    else:
        put_in_order(page)


def put_in_order(page: Page) -> None:
    """Each item is moved up by its own button until it stands where it belongs."""
    for place, text in enumerate(["立项", "起草", "征求意见", "批准发布"]):
        page.locator(f"button[aria-label='上移：{text}']").focus()
        while page.locator(".ask-order li .ask-text").all_inner_texts().index(text) > place:
            page.keyboard.press("Enter")


def test_swiping_turns_the_pages_and_an_order_can_be_dragged(phone, serve, joint):
    page = phone.new_page()
    start(page, serve() + address(joint, "from", "jiading"))
    swipe = """([from, to]) => { const at = (x) => new Touch({identifier: 1, target: document.querySelector('.ask'), clientX: x, clientY: 300});
      const stage = document.querySelector('.ask');
      stage.dispatchEvent(new TouchEvent('touchstart', {touches: [at(from)], bubbles: true}));
      stage.dispatchEvent(new TouchEvent('touchend', {changedTouches: [at(to)], bubbles: true})); }"""
    page.evaluate(swipe, [300, 100])
    expect(page.locator(".ask-number")).to_have_text("第2题，共6题")
    page.evaluate(swipe, [100, 300])
    expect(page.locator(".ask-number")).to_have_text("第1题，共6题")
    for _turn in range(4):
        page.evaluate(swipe, [300, 100])
    expect(page.locator(".ask-number")).to_have_text("第5题，共6题")
    before = page.locator(".ask-order li .ask-text").all_inner_texts()
    box, low = (page.locator(".ask-handle").nth(n).bounding_box() for n in (0, 3))
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(low["x"] + 10, low["y"] + 20, steps=12)
    page.mouse.up()
    expect(page.locator(".ask-order li .ask-text")).to_have_text([*before[1:], before[0]])


def test_practice_tells_after_each_question_and_counts_for_nothing(phone, serve, joint):
    page = phone.new_page()
    page.goto(serve() + address(joint, "from", "jiading"))
    page.locator("[name=quiz]").check()
    page.locator("[data-practise]").click()
    expect(page.locator(".ask-stem")).to_be_visible()
    assert not page.locator("[data-time]").is_visible()
    for number in range(6):
        expect(page.locator(".ask-number")).to_have_text(f"第{number + 1}题，共6题")
        page.locator("[data-next]").click()
        expect(page.locator(".verdict")).to_be_visible()
        page.locator("[data-next]").click()
    expect(page.locator("h2")).to_contain_text("共6题")
    assert Attempt.objects.filter(player__gt=2000).count() == 0


SMALL = """() => [...document.querySelectorAll('main :is(button, select, input[type=text]), main label:has(input), .play-go button, .action .button')]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize(("language", "large"), [("", False), ("/en", False), ("", True)])
def test_every_state_is_readable_to_everyone(phone, serve, joint, language, large):
    page, wrong = phone.new_page(), []
    page.emulate_media(reduced_motion="reduce")
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def look(state: str) -> None:
        wrong.extend(f"{state} {line}" for line in [*faults(page), *page.evaluate(SMALL)])
        if over := too_wide(page):
            wrong.append(f"{state} is {over} px too wide")

    url = serve() + language
    page.goto(url + address(joint))
    if large:
        page.evaluate("localStorage.setItem('worldday-look', 'large contrast')")
        page.reload()
    look("choice of entrances")
    page.goto(url + address(joint, "from", "taicang"))
    page.locator("[data-start]:visible").click()
    look("not agreed")
    page.select_option("#age", "under-14")
    look("guardian")
    page.select_option("#age", "")
    start(page, url + address(joint, "from", "taicang"))
    for number in range(6):
        look(f"question {number + 1}")
        if number < 3:
            page.locator(".ask-choice").first.click()
        page.locator("[data-next]").click()
    look("check")
    page.locator(".play-more summary").click()
    page.locator("[data-all]").check()
    look("all on one page")
    phone.set_offline(True)
    page.locator("[data-next]").click()
    look("handing in without a line")
    phone.set_offline(False)
    page.wait_for_url("**/result/")
    Follower().follow()
    page.reload()
    expect(page.locator("[data-place]")).to_contain_text("13")
    page.locator("[data-draw]").click()
    expect(page.locator("[data-picture]")).to_be_visible()
    look("result")
    for path in ("notebook", "ranking", "ranking/district", "rules", "class", "live", "appeal"):
        page.goto(url + address(joint, *path.split("/")))
        look(path)
    made = actions.make_class(quiz=joint, school="第一小学", name="五（2）班", by=BY, seats=6)
    page.goto(url + address(joint, "class", made.code))
    look("a seat")
    assert "\n".join(wrong) == ""


def test_the_first_question_stands_after_sixty_kilobytes(phone, serve, quiz):
    page, sizes = phone.new_page(), {}

    def weigh(request):
        answer = request.response()
        text = any(word in answer.headers.get("content-type", "") for word in ("javascript", "css", "svg"))
        # whoever serves static files has them compressed beforehand; what Django and the intake answer is as it is
        sizes[request.url] = len(gzip.compress(answer.body())) if text else request.sizes()["responseBodySize"]

    page.on("requestfinished", weigh)
    start(page, serve() + address(quiz))
    page.wait_for_load_state("networkidle")
    assert any("/intake/start" in url for url in sizes)
    assert sum(sizes.values()) <= FIRST_QUESTION, sizes


def test_a_class_plays_by_seat_and_its_teacher_sees_who_has_answered(phone, desktop, serve, quiz):
    url, teacher, pupil = serve(), desktop.new_page(), phone.new_page()
    teacher.goto(url + address(quiz, "class"))
    teacher.get_by_label("学校").fill("第一小学")
    teacher.get_by_label("班级", exact=True).fill("五（2）班")
    teacher.get_by_label("学生人数").fill("5")
    teacher.locator("button:has-text('生成班级码')").click()
    code = teacher.locator(".class-code b").inner_text()
    pupil.goto(url + address(quiz, "class"))
    pupil.get_by_label("班级码").fill(code)
    pupil.locator("button:has-text('进入班级')").click()
    pupil.get_by_label("你的座位号").fill("9")
    pupil.locator("[data-start]").click()
    expect(pupil.locator("[data-problem]")).to_contain_text("没有这个座号")
    pupil.get_by_label("你的座位号").fill("３")
    pupil.locator("[data-start]").click()
    for number in range(1, 11):
        answer(pupil, number)
    pupil.locator("[data-next]").click()
    pupil.wait_for_url("**/result/")
    attempt = Attempt.objects.get()
    assert (attempt.strength, attempt.group, attempt.district) == ("seat", code, "")
    expect(teacher.locator(".seats .done")).to_have_count(1)
    expect(teacher.locator(".seats .done .numerals").first).to_have_text("3")


def test_without_script_the_page_says_where_to_go_and_keeps_the_rule_readable(phone, serve, quiz):
    context = phone.browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(serve() + address(quiz))
    expect(page.locator("noscript .notice")).to_contain_text("可以随班级参加")
    expect(page.locator(".rule-list")).to_contain_text("个人排名")
    context.close()


def test_where_prizes_ask_for_a_phone_a_code_opens_the_quiz_and_one_press_forgets_it(phone, serve, on_day, settings):
    settings.DEMO, settings.SMS_CHANNEL = True, "demo"
    on_day(DAY)
    with scope.everything("test"):
        quiz = make_frozen_quiz(identity="phone", in_all=1)
    page, url = phone.new_page(), serve() + address(quiz)
    page.goto(url)
    for purpose in ("quiz", "identity"):
        page.locator(f"[name={purpose}]").check()
    page.locator("[data-start]:visible").click()
    expect(page.locator("[data-problem]")).to_contain_text("请填写手机号")
    page.fill("#phone", "１３８ 0000 0001")
    page.locator("[data-send]").click()
    sent = page.locator("[data-sent]")
    expect(sent).to_contain_text(re.compile("[0-9]{6}"))
    code = re.search("[0-9]{6}", sent.inner_text())[0]
    page.fill("#code", code)
    page.locator("[data-start]:visible").click()
    page.wait_for_url("**/play/")
    for number in range(1, 11):
        answer(page, number)
    page.locator("[data-next]").click()
    page.wait_for_url("**/result/")
    assert Attempt.objects.get().strength == "phone"
    assert Identity.objects.get().kind == "phone"
    page.goto(url)
    expect(page.locator("[data-known]")).to_be_visible()
    page.locator("[data-start]:visible").click()
    expect(page.locator("[data-problem]")).to_contain_text("用完")
    page.goto(url + "data/")
    expect(page.locator("[data-kept]")).to_contain_text("手机号或微信已确认的凭证")
    page.evaluate(f"localStorage.setItem('worldday-quiz-{quiz.pk}-course', '\"/courses/a-link-of-ones-own/\"')")
    page.locator("[data-forget]").click()
    expect(page.locator("[data-told]")).to_contain_text("已删除")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('worldday-quiz-'))") == []
    assert not Identity.objects.exists()
    expect(page.locator("[data-kept]")).to_contain_text("没有保存")
