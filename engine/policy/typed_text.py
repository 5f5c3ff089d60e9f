"""What a message says in the user's own voice: what was pasted into it, denied or only asked about is not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_PASTED = re.compile(
    r"```[^\n]*\n?(?P<fence>.*?)(?:```|\Z)|(?P<reply>(?:^[ \t]*>[^\n]*(?:\n|\Z))+)"
    r"|^[ \t]*(?P<mail>(?:from|von|发件人|發件人|寄件者)[ \t]*[:：].*"
    r"|-{2,}[ \t]*(?:original|forwarded|begin)[^\n]*.*|begin forwarded message.*)",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_NEUTRAL = (
    r"(?:this|that|these|the|following|below|it|for|me|us|please|briefly|in|into|to|of|english|german|french|"
    r"chinese|spanish|text|message|e?-?mails?|letters?|articles?|paragraphs?|posts?|comments?|reviews?|page|"
    r"one|two|three|sentences?|words?|diesen?|dies|das|den|folgenden?|folgendes|text|ins|auf|deutsche?|englische?|"
    r"mir|bitte|kurz|zusammen|mean|say)"
)
_MATERIAL = re.compile(
    r"\b(?:summari[sz]e|translate|proofread|paraphrase|rewrite|explain|analy[sz]e|review|classify|check|"
    r"correct|fix|improve|shorten|reply to|answer|respond to|comment on|summary of|what (?:does|do|did|is)|"
    rf"fasse?|übersetze?|erkläre?|korrigiere?|prüfe?)(?: {_NEUTRAL}){{0,8}} ?[:：]"
    r"|(?:总结|總結|翻译|翻譯|解释|解釋|校对|校對|润色|潤色|改写|改寫|分析|概括)"
    r"(?:一下|这段|這段|下面|以下|的|这|這|文字|内容|內容|邮件|郵件|成|为|中文|英文|封|段|话|話){0,8}[:：]",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_SPACE = re.compile(r"\s+")
_END = re.compile(
    r"(?<!\bno)(?<!\bnr)(?<!\bdr)(?<!\bmr)(?<!\bst)[.!?;…][\"'”’)\]]*(?= |$)|[。！？；]", re.IGNORECASE
)
_IDIOMS = re.compile(
    r"(?:do not|don'?t|don’t|never|please not) (?:forget|hesitate|wait|worry|mind)|not only|if not|why not|"
    r"whether or not|no problem|(?:ca|could|wo|would)n['’]?t you|i (?:do not|don['’]?t) know|"
    r"nicht vergessen|vergiss nicht|nicht nur|nicht wahr|warum nicht|"
    r"(?:不要|别|別|不会|不會)忘|不错|不錯|不好意思|能不能|可不可以|是不是|要不要|不管|差不多|对不起|對不起|特别|特別|分别|分別",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?<!everything )(?<!all )(?<!anything )\b(?:but|instead|rather|sondern|stattdessen)\b|而是|但是?"
)
_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|without|except|unless|avoid|besides|cannot|dont|nicht|kein\w*|nie|niemals|ohne|"
    r"außer|ausser)\b|\w+n['’]t\b|\b(?:everything|all|anything) but\b|apart from|other than|"
    r"不|别|別|勿|没|沒|除了|禁止|避免",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r" ?[^,;.!?]{0,40}\b(?:nicht|niemals|keinesfalls|auf keinen fall)\b|"
    r" ?(?:must|should|shall|may|can|is|are|has|do)(?: not|n['’]t)\b|"
    r"[^,，。！？]{0,6}(?:不要|别|別|不能|不可|不许|不得|不准|勿)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:(?:hi|hello|hey|ok(?:ay)?|so|and|also|please)\W+)*(?:what(?! about)|which|who|whom|whose|when|where|"
    r"why(?! not| don['’]t you)|how(?! about)|is(?! it (?:possible|ok))|are|was|were|does|"
    r"do(?! you mind)|did|has|have|had|"
    r"should|shall i|welche\w*|wer|wann|wo|warum|wie|ist|sind|hat|soll)\b",
    re.IGNORECASE,
)
_ASKED_ANYWHERE = re.compile("什么|什麼|怎么|怎麼|哪|谁|誰|多少")
_HEDGED_AFTER = re.compile(
    r"[ ,]*(?:if|unless|except|but|only|when|until|once|provided|as long as|"
    r"falls|wenn|außer|aber|nur|sobald|bis)\b"
    r"|[ ，]*(?:如果|除非|要是|但|只)",
    re.IGNORECASE,
)
_BEFORE_SPEECH = re.compile(r"(?:^|[:：\"'“‘「『(\n])$")
_POLITE = (
    r"(?:请|請|麻烦|麻煩|帮我|幫我|帮忙|幫忙|替我|给我|給我|你|再|然后|然後|接着|并|並|顺便|順便|也|先|能不能|可以|可不可以|"
    r"能|我想|我要|现在|現在)*"
)
_DEED = (
    r"(?:提醒我|记下|記下|记住|記住|记录|記錄|记一下|記一下|保存|存下|添加|加上|新增|新建|创建|創建|建立|写下|寫下|备忘|備忘|"
    r"删除|刪除|删掉|刪掉|移除|打开|打開|读取|讀取)"
)
_THING = (
    r"(?:[：:，, ]|一下|一条|一條|一个|一個|这条|這條|笔记|筆記|提醒|任务|任務|待办|待辦|日程|文件|檔案){0,3}"
)
_ENDING = r"(?:吧|吗|嗎|呢|好吗|好嗎|谢谢|謝謝|谢啦)?"
_CLAUSE = re.compile(r"[^，,。！？!?；;\n]+(?:[，,][^，,。！？!?；;\n]+)??(?=[。！？!?；;\n]|$|[，,])")
_WISHES = (
    re.compile(rf"{_POLITE}{_DEED}(?P<thing>{_THING})(?P<what>.+?){_ENDING}"),
    re.compile(
        rf"{_POLITE}[把将將](?P<thing>)(?P<what>.+?)(?:记下来?|記下來?|保存|存起来|存起來|删掉|刪掉|删除|刪除|加上|写下来?)"
    ),
)
_TO_WHOM = re.compile(
    r"(?:给|給|向|往|至|发给|發給|抄送|打开|打開)(?P<what>[\w.+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}|https?://[!-~]+)"
    r"(?=[发發寄转轉回写寫说說，。！？ ]|$)",
    re.ASCII,
)
_NAMED = re.compile(
    r"(?:告诉|告訴|通知|发给|發給|发消息给|發訊息給)(?P<what>[A-Za-z][A-Za-z0-9_]*)(?=[：:，,。！说說]|$)",
    re.ASCII,
)
_AT_FIRST = re.compile(
    r"^(?:今天|明天|后天|後天|今晚|明早|周[一二三四五六日]|星期[一二三四五六日])?(?:早上|上午|中午|下午|晚上)?"
    r"(?:\d{1,2}(?::\d{2}|[点點]半?))?"
)
_ORDINAL = re.compile(r"第 ?(\d{1,12}) ?(?:条|條|则|則|封|篇|项|項|个|個)")
_HAN = re.compile("[\u4e00-\u9fff]")


def split(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a message in order, each with True where it was pasted to be worked on."""
    begin = 0
    for match in _PASTED.finditer(text):
        yield from _without_material(text[begin : match.start()])
        yield match.group(match.lastgroup or 0), True
        begin = match.end()
    yield from _without_material(text[begin:])


def _without_material(text: str) -> Iterator[tuple[str, bool]]:
    match = _MATERIAL.search(text)
    if match is None:
        yield text, False
        return
    yield text[: match.end()], False
    yield text[match.end() :], True


def tidy(text: str) -> str:
    """`text` with single blanks for all white space, and none around it."""
    return _SPACE.sub(" ", text).strip()


class Mood:
    """Which places of a tidy text the user wishes something at, and where he denies it or only asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins = [0, *(match.end() for match in _END.finditer(text))]

    def is_wish(self, begin: int, end: int) -> bool:
        """False where what stands from `begin` to `end` is denied in its sentence, or asked about.

        Nor does the user wish words without the condition that follows them, or pieces of two sentences.
        """
        start = self._begins[bisect_right(self._begins, begin) - 1]
        head = self._text[start:begin].lstrip(" \"'“‘「(")
        after = bisect_right(self._begins, end)
        stop = self._begins[after] if after < len(self._begins) else len(self._text)
        tail = self._text[end:stop]
        asked = _ASKED.match(head) or _ASKED_ANYWHERE.search(head) or _ASKED_ANYWHERE.search(tail)
        if asked and tail.rstrip(" \"'”’」)").endswith(("?", "？")):
            return False
        crosses = bisect_right(self._begins, end - 1) > bisect_right(self._begins, begin)
        if crosses and not (_BEFORE_SPEECH.search(head.rstrip()) and not _WORD.search(tail)):
            return False
        if " " in self._text[begin:end] and _HEDGED_AFTER.match(tail):
            return False
        said = _TURN.split(_IDIOMS.sub(" ", head))[-1]
        return not _NEGATION.search(said) and not _DENIED_AFTER.match(_IDIOMS.sub(" ", tail))


def chinese_objects(text: str) -> Iterator[str]:
    """What a Chinese sentence wishes something for, although no blank stands around it: 记下买牛奶."""
    if not _HAN.search(text):
        return
    for clause in _CLAUSE.finditer(text):
        said = clause.group().strip()
        for pattern in _WISHES:
            match = pattern.fullmatch(said)
            if match:
                what = match.group("what").strip()
                yield what
                yield _AT_FIRST.sub("", what, count=1)
                yield f"{match.group('thing')}{match.group('what')}".strip(" ：:，,")
    for pattern in (_TO_WHOM, _NAMED):
        yield from (match.group("what") for match in pattern.finditer(text))
    yield from (match.group(1) for match in _ORDINAL.finditer(text))
