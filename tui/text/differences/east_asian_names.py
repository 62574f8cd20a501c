"""Names of people in Chinese, Japanese and Korean, which have no capitals to tell them by.

A title stands beside them, or who is named says something; most surnames are of a hundred.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.differences.side import ComparedParagraph
    from tui.text.words.tokens import Range

_SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹"
    "袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒"
    "熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
_BEFORE_CHINESE = (
    "组长 組長 市长 市長 部长 部長 省长 省長 县长 縣長 局长 局長 处长 "
    "處長 院长 院長 校长 校長 队长 隊長 站长 站長 行长 董事长 董事長 主任 "
    "书记 書記 主席 总理 總理 总统 總統 经理 經理 发言人 發言人 记者 記者 "
    "居民 村民 市民 教授 医生 醫師 律师 律師 司机 司機 研究员 研究員 专家 "
    "專家 工程师 工程師 所长 所長 会长 會長 妻子 丈夫 父亲 父親 母亲 母親 "
    "儿子 兒子 女儿 女兒 死者 伤者 傷者 受害者 嫌疑人 被告人 "
    "负责人 負責人 总裁 總裁 教练 教練 队员 隊員 球员 球員 船长 船長 "
    "村长 村長 州长 州長 大使 议员 議員 检察官 檢察官 法官 院士 学生 "
    "學生 老师 老師 店主 老板 老闆 业主 業主 旅客 乘客 目击者 目擊者 "
    "男子 女子 作者 导演 導演 演员 演員 歌手 总监 總監 秘书长 秘書長 "
    "召集人 理事长 理事長 创始人 創始人 "
)
_BEHIND_CHINESE = (
    "说 說 表示 称 稱 介绍 介紹 告诉 告訴 指出 强调 強調 认为 認為 透露 "
    "要求 呼吁 呼籲 宣布 批评 批評 承诺 承諾 警告 否认 否認 承认 承認 "
    "主持 会见 會見 出席 率 解释 解釋 回应 回應 "
    "在 于 於 对 對 向 的 和 与 與 因 被 将 將 也 "
    "， 。 、 , （ ( 先生 女士 ： "
)
_ORDINARY = (
    "马上 馬上 于是 方面 方式 方案 任何 任务 任務 常常 常年 常务 常務 "
    "万一 萬一 高兴 高興 高声 高聲 高度 高级 高級 高管 高速 何时 何時 "
    "程序 程度 曾经 曾經 曾在 范围 顾问 顧問 江西 江苏 江蘇 石油 金融 "
    "白天 武警 文化 文件 许多 許多 许可 許可 夏季 夏天 龙头 龍頭 黄金 "
    "黃金 林业 林業 康复 康復 "
)
"""Words that begin with the letter of a surname."""


_BEHIND_JAPANESE = "さん 氏 容疑者 被告 選手 市長 町長 村長 知事 首相 社長 議員 教授 監督"
_KOREAN_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진엄채원천방"
)
_BEHIND_KOREAN = (
    "시장 대표 씨 의원 장관 총리 대통령 교수 지사 대변인 서장 회장 사장 위원장 감독 선수 기자"
)


_SPELLINGS = str.maketrans("斉齋齊邊邉澤髙﨑廣濱國嶋", "斎斎斎辺辺沢高崎広浜国島")
"""Letters of names that are written in several ways."""


_LEAST_NAME = 2
"""Characters of the name of a house that was changed."""


_LEAST_FULL_NAME = 3
"""Characters of a name that is no surname alone."""


_INSTITUTION = re.compile(
    "(?:人民|中央|中心|综合|綜合|総合)?"
    "(?:医院|醫院|病院|大学|大學|法院|法庭|裁判所|警察署|公安局|银行|銀行|机场|機場|空港|车站|車站|駅"
    "|中学|中學|小学|小學|高校|学校|學校|体育场|體育場|博物馆|博物館|美术馆|美術館|监狱|監獄|刑務所)"
)
"""What a house is, behind its name."""


_SOME = re.compile("附近|当地|當地|本地|最近|就近|一家|某|各|多家|同|其他|的|の|近く|市内|県内")


_LETTER = re.compile("[\u4e00-\u9fff가-힣]")


@cache
def _names() -> re.Pattern[str]:
    chinese, ordinary, behind, japanese, korean = (
        "|".join(map(re.escape, words.split()))
        for words in (
            *(_BEFORE_CHINESE, _ORDINARY, _BEHIND_CHINESE),
            *(_BEHIND_JAPANESE, _BEHIND_KOREAN),
        )
    )
    before = "|".join(f"(?<={title})" for title in chinese.split("|"))
    han, hangul = "\u4e00-\u9fff々", "가-힣"
    return re.compile(
        rf"(?:{before})(?!{ordinary})[{_SURNAMES}][{han}]{{1,2}}?(?={behind})"
        rf"|(?<![{han}])[{han}]{{2,5}}?(?={japanese})"
        rf"|(?<![{hangul}])[{_KOREAN_SURNAMES}][{hangul}](?![시도군구])[{hangul}](?=\s?(?:{korean}))"
    )


def names_institution(side: ComparedParagraph, run: Range) -> bool:
    """Whether a run is the name in front of what a house is: of a hospital, of a school."""
    words = side.words
    end = words.ends[run[1] - 1]
    name = words.text[words.starts[run[0]] : end]
    told = len(name) >= _LEAST_NAME and all(map(_LETTER.match, name))
    return told and _INSTITUTION.match(words.text, end) is not None and not _SOME.search(name)


def may_name_unspaced(text: str) -> bool:
    """Whether a text has letters of which such names consist."""
    return not text.isascii() and _LETTER.search(text) is not None


def unspaced_names(side: ComparedParagraph) -> Iterator[tuple[Range, str]]:
    """The names of people in a part of a paragraph: their units, and what is compared of them."""
    words = side.words
    start, end = words.starts[side.part[0]], words.ends[side.part[1] - 1]
    for match in _names().finditer(words.text, start, end):
        units = [
            at
            for at in range(*side.part)
            if match.start() < words.ends[at] and words.starts[at] < match.end()
        ]
        if units:
            yield (units[0], units[-1] + 1), match[0].translate(_SPELLINGS)


def has_name(side: ComparedParagraph, name: str) -> bool:
    """Whether a name stands anywhere in a paragraph, but as the beginning of a longer one."""
    text = side.words.text.translate(_SPELLINGS)
    if len(name) < _LEAST_FULL_NAME:
        return name in text
    longer = {one for _, one in unspaced_names(side) if name in one and one != name}
    return text.count(name) > sum(text.count(one) for one in longer)
