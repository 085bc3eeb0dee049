"""Labels in front of a notice's title, and numbers in brackets: words that look like more than they are."""

from tests.factories.notice_texts import reading

BODY = "今年主题是“节水惠民”。\n一、活动内容\n（一）开展社区宣传。10月14日在广场发放资料。\n"


def test_an_interpretation_of_a_notice_calls_for_nothing():
    read = reading("政策解读：样例区关于开展2023年“世界水日”活动的通知\n" + BODY)
    assert read["title"] == "政策解读：样例区关于开展2023年“世界水日”活动的通知"
    assert (read["activities"], read["tasks"], read["issuers"]) == ([], [], [])


def test_a_section_of_the_portal_issues_nothing():
    read = reading("【节水工作】关于开展2023年“世界水日”活动的通知\n各科室：\n" + BODY)
    assert read["issuers"] == []
    assert read["addressees"] == "各科室"


def test_a_list_inside_a_bracket_opens_no_passages():
    read = reading(
        "关于开展2023年“世界水日”活动的通知\n各科室：\n一、活动内容\n（一）媒体宣传（1.电台访谈、2.报纸专栏、3.公交展播）。\n（二）进校园宣讲。\n"
    )
    assert [activity["name"] for activity in read["activities"]] == [
        "媒体宣传（1.电台访谈、2.报纸专栏、3.公交展播）",
        "进校园宣讲",
    ]
