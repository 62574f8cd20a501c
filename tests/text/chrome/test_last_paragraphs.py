"""The last paragraph is the article's, whatever stands behind its end or in its words."""

from __future__ import annotations

import pytest
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

STORIES = {
    "zh": [
        "市议会周二同意重建春天被洪水冲走的旧桥，工程预计需要两年时间，费用由县政府承担。",
        "重建工作将于五月开始，工程师们说新桥会比旧桥更宽，可以同时让两辆马车通过河面。",
        "在此之前，渡船每小时免费送人过河，船夫们说这几周的乘客比以往任何时候都要多。",
    ],
    "hi": [
        "नगर परिषद ने मंगलवार को उस पुराने पुल को फिर से बनाने पर सहमति दी जिसे बाढ़ बहा ले गई थी।",
        "काम मई में शुरू होगा और इंजीनियरों को उम्मीद है कि इसमें लगभग दो साल का समय लगेगा।",
        "तब तक एक नाव लोगों को हर घंटे नदी के पार ले जाती है और इसके लिए कोई पैसा नहीं लगता।",
    ],
}
LAST = {
    "zh": "据悉，今后县政府将逐步建立优先保障机制，保障渡船在雾天安全航行。同时，这也为进一步探索建立"
    "统一的渡口管理制度奠定了基础，并且会让两岸的居民更加放心地出行",
    "hi": "महापौर ने उन्हें धन्यवाद दिया और कहा कि नया पुल पहले से चौड़ा होगा। उन्होंने यह भी बताया कि नदी के "
    "दोनों किनारों पर रहने वाले लोगों से राय ली जाएगी और किसी का घर इस काम के लिए नहीं गिराया जाएगा",
}
MENU = "首页 新闻\n国内\n国际\n体育\n\n"


def kept(text: str) -> list[str]:
    return [
        one.text
        for one in clean(page_from_bytes(text.encode(), "p.txt"), default_config()).paragraphs
    ]


@pytest.mark.parametrize(
    ("language", "behind"),
    [
        ("zh", "。完"),
        ("zh", "。（记者 王小明 李华）"),
        ("zh", "。(县报)"),
        ("zh", "。【县报】"),
        ("hi", "। (एजेंसी से इनपुट के साथ)"),
        ("hi", "। समाप्त"),
    ],
)
def test_what_stands_behind_the_end_leaves_it_a_sentence(language: str, behind: str) -> None:
    last = LAST[language] + behind
    page = MENU + "\n\n".join([*STORIES[language], last]) + "\n\n分享\n微博推荐\n"
    assert last in kept(page)
