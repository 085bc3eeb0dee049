"""A doubter checks a certificate: on its page, by hand, and without us; and sees what was edited and what was revoked."""

import subprocess
import sys
from datetime import date

import pytest
import zxingcpp
from playwright.sync_api import expect
from pypdfium2 import PdfDocument
from tests.factories.certificates import BY, make_certificate
from tests.journeys.looks import cramped, faults

from worldday.base import scope
from worldday.certificates import actions
from worldday.certificates.holder import Holder

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = date(2020, 10, 14)


@pytest.fixture
def issued(live_server, settings, on_day):
    on_day(DAY)
    settings.PUBLIC_URL = live_server.url  # what is printed into the code leads to the site under test
    with scope.everything("test"):
        return make_certificate("张三", latin="Zhang San", unit="某某检测有限公司")


def place(live_server, certificate, language="") -> str:
    return f"{live_server.url}{language}/certificates/{certificate.number}/"


def code_on(pdf: bytes) -> str:
    """What a reader nobody here wrote finds on the printed page."""
    picture = PdfDocument(pdf)[0].render(scale=4).to_pil()
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return found[0].text


def save(page, link: str, folder, name: str) -> None:
    with page.expect_download() as got:
        page.locator(link).click()
    got.value.save_as(folder / name)


def verify(folder, *more: str) -> subprocess.CompletedProcess:
    words = [sys.executable, "-I", "verify_certificate.py", "code.txt", "--keys", "keys.json", "--lang", "zh", *more]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True)


def test_a_doubter_scans_the_paper_and_checks_it_on_the_page_and_without_us(desktop, live_server, issued, tmp_path):
    page = desktop.new_page()
    pdf = page.request.get(f"{place(live_server, issued)}certificate.pdf").body()
    text = code_on(pdf)
    page.goto(text)  # as a phone's camera does
    expect(page.locator("h1")).to_contain_text("有效")
    for _field, said in issued.said:
        expect(page.locator(".certificate-fields")).to_contain_text(said)
    expect(page.locator("[data-other-code]")).to_be_hidden()

    page.goto(f"{live_server.url}/certificates/")
    save(page, "#offline a[href$='verify_certificate.py']", tmp_path, "verify_certificate.py")
    save(page, "#offline a[href$='keys.json']", tmp_path, "keys.json")
    (tmp_path / "code.txt").write_text(text, "utf8")
    fits = verify(tmp_path, "--printed", "name=张三")
    assert fits.returncode == 0, fits.stdout + fits.stderr
    assert fits.stdout.startswith("真实。")
    assert "正文: 张三完成“标准编写”的学习，特此证明。" in fits.stdout

    on_an_edited_paper = verify(tmp_path, "--printed", "name=李四")
    assert on_an_edited_paper.returncode == 1
    assert "纸面上“name”为“李四”，而签发的内容是“张三”" in on_an_edited_paper.stdout
    address, _hash, digits = text.partition("#")
    edited = f"{address}#{digits[:300]}{(int(digits[300]) + 1) % 10}{digits[301:]}"
    (tmp_path / "code.txt").write_text(edited, "utf8")
    assert verify(tmp_path).returncode == 1
    page.goto(edited)
    page.reload()
    expect(page.locator("[data-other-code]")).to_be_visible()


def test_whoever_has_only_the_paper_types_the_number_and_a_mistyped_one_is_noticed(phone, live_server, issued):
    page = phone.new_page()
    page.goto(f"{live_server.url}/certificates/")
    page.fill("#number", issued.number[:-1] + str((int(issued.number[-1]) + 1) % 10))
    page.click("main button")
    expect(page.locator("[role=alert]")).to_contain_text("输错")
    page.fill("#number", issued.number.replace("-", " "))
    page.click("main button")
    expect(page.locator("h1")).to_contain_text("有效")
    assert page.url == place(live_server, issued)


def test_a_revoked_one_says_revoked_on_the_page_and_offline_with_the_list(desktop, live_server, issued, tmp_path):
    page = desktop.new_page()
    pdf = page.request.get(f"{place(live_server, issued)}certificate.pdf").body()
    (tmp_path / "code.txt").write_text(code_on(pdf), "utf8")
    with scope.everything("test"):
        actions.revoke(certificate=issued, reason="学时登记有误", by=BY)
    page.goto(place(live_server, issued))
    expect(page.locator("h1")).to_contain_text("已撤销")
    expect(page.locator(".certificate-history")).to_contain_text("学时登记有误")
    page.click("summary:has-text('自行验证')")
    listed = page.request.get(page.locator("a[href$='.jwt']:has-text('.jwt')").last.get_attribute("href")).body()
    (tmp_path / "list.jwt").write_bytes(listed)
    for path, name in (
        ("/certificates/verify_certificate.py", "verify_certificate.py"),
        ("/certificates/keys.json", "keys.json"),
    ):
        (tmp_path / name).write_bytes(page.request.get(live_server.url + path).body())
    assert verify(tmp_path).returncode == 0  # the paper alone cannot know
    told = verify(tmp_path, "--status", "list.jwt")
    assert told.returncode == 1
    assert "已撤销或已换发" in told.stdout


def test_a_misspelt_name_is_corrected_and_the_old_paper_says_so(desktop, live_server, issued):
    with scope.everything("test"):
        new = actions.replace(certificate=issued, holder=Holder("张珊", "Zhang Shan"), reason="姓名有误", by=BY)
    page = desktop.new_page()
    page.goto(place(live_server, issued))
    expect(page.locator("h1")).to_contain_text("已换发")
    page.goto(place(live_server, new))
    expect(page.locator("h1")).to_contain_text("有效")
    expect(page.locator(".certificate-fields")).to_contain_text("张珊")
    expect(page.locator(".certificate-history")).to_contain_text("更正前一份证明")


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_of_checking_is_readable_to_everyone_on_a_narrow_phone(phone, live_server, issued, language):
    page, wrong = phone.new_page(), []
    page.on("console", lambda m: wrong.append(f"{page.url} {m.text}") if m.type == "error" else None)
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((live_server.url, "data:")) else None)
    for path in ("/certificates/", f"/certificates/{issued.number}/"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.goto(f"{live_server.url}{language}{path}")
            page.locator("details summary").last.click() if page.locator("main details").count() else None
            wrong += [f"{path} {scheme} {line}" for line in faults(page)]
        wrong += [f"{path} {line}" for line in cramped(page)]
    assert "\n".join(wrong) == ""
