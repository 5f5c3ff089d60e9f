"""What a message says in the user's own voice: what was pasted into it, denied or only asked about is not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

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
_WORKED_ON = (
    r"(?:summari[sz]e|sum up|tl;?dr|translate|proofread|paraphrase|rewrite|explain|analy[sz]e|classify|"
    r"summary of|translation of|fasse?|übersetze?|erkläre?|korrigiere?)"
)
_THIS = r"(?:this|these|following|below|dies\w*|folgend\w*)"
_CHINESE_WORK = r"(?:总结|總結|翻译|翻譯|解释|解釋|校对|校對|润色|潤色|改写|改寫|分析|概括)"
_MATERIAL = re.compile(
    rf"\b{_WORKED_ON}(?: (?!(?:and|then|or|und|dann|oder)\b)[^\s,;:：!?]{{0,29}}[^\s,;:：!?.]){{0,10}}"
    r"(?: ?[:：]| [–—-]+ )"
    r"|\b(?:review|check|correct|fix|improve|shorten|reply to|answer|respond to|comment on|"
    rf"what (?:does|do|did|is)|was (?:heißt|bedeutet|meint|ist)|prüfe?)(?: {_NEUTRAL}){{0,8}} ?[:：]"
    rf"|\b(?:{_WORKED_ON}|check|review|prüfe?)(?=[^\n]{{0,80}}\b(?:{_THIS}|into|ins)\b)(?: {_NEUTRAL}){{0,8}}"
    r"[.!?:]?[ \t]*\n"
    rf"|{_CHINESE_WORK}"
    r"(?:一下|这段|這段|下面|以下|的|这|這|文字|内容|內容|邮件|郵件|成|为|中文|英文|封|段|话|話){0,8}(?:[:：]|\n)"
    r"|\b(?:is|are|was|were|could|can|may|might|does|do|what|who|ist|sind|stimmt|kann)\b"
    r"(?! you)[^\n.!?]{0,60}"
    rf"\b(?:{_THIS}|that|it|das)\b[^\n.!?]{{0,60}}\?[ \t]*\n"
    rf"|\b{_THIS}\b[^\n.!?]{{0,60}}\?[ \t]+(?=dear |sehr geehrte)"
    r"|(?:这|這|下面|以下)[^\n。！？?]{0,40}[?？][ \t]*\n"
    rf"|\b(?:is|are|could|ist) (?:{_THIS}|that|das)\b[^\n.!?]{{0,40}}"
    r"\b(?:scam|spam|phishing|fraud|genuine|legit\w*|fake|hoax|trustworthy|authentic|betrug|echt)\b[^\n.!?]{0,40}[?:]"
    r"|(?:这|這)[^\n。！？?]{0,20}(?:诈骗|詐騙|骗局|騙局|真的|垃圾邮件|钓鱼)[^\n。！？?]{0,6}[?？:：]"
    r"|(?<!\bI )(?<!\bich )\b(?:wrote|said|writes|says|schrieb|sagte|schreibt)(?: [\w'’]{1,20}){0,3} ?[:：]"
    r"|[写寫]道[:：]?",
    re.IGNORECASE,
)
"""After these words comes what they are about, up to the end."""
_WORD = re.compile(r"\w")
_SPACE = re.compile(r"\s+")
_END = re.compile(
    r"(?<!\bno)(?<!\bnr)(?<!\bdr)(?<!\bmr)(?<!\bst)[.!?;…][\"'”’)\]]*(?= |$)|[。！？；]", re.IGNORECASE
)
_IDIOMS = re.compile(
    r"(?:do not|don'?t|don’t|never|please not) (?:forget|hesitate|wait|worry|mind)|not (?:only|to forget)|"
    r"if not|why not|why (?:do not|don['’]?t) (?:you|we|i)\b|whether or not|"
    r"no (?:problem|worries|rush|hurry)\b|"
    r"(?:ca|could|wo|would)n['’]?t you|i (?:do not|don['’]?t) know|"
    r"(?:if|when) (?:possible|needed|necessary|(?:that|it)['’ ]?i?s (?:ok(?:ay)?|possible|fine)|"
    r"you (?:can|could|would|want|like|have (?:time|a moment)|don['’]?t mind|are (?:done|ready))|"
    r"you['’]re done)\b|"
    r"bis auf weiteres|nicht vergessen|vergiss nicht|nicht nur|nicht wahr|warum nicht|"
    r"(?:不要|别|別|不会|不會)忘|不错|不錯|不好意思|能不能|可不可以|是不是|要不要|不管|差不多|对不起|對不起|特别|特別|分别|分別",
    re.IGNORECASE,
)
_ACT = (
    r"(?:share|send|mail|e-?mail|forward|book|reserve|buy|order|pay|transfer|add|delete|remove|cancel|move|rename|"
    r"copy|open|save|invite|reply|answer|call|print|schedule|put|give|post|upload|archive|edit|attach|mark|write|"
    r"message|remind|note|set|make|create|start|close|complete|trash|"
    r"teile?|schicke?|sende?|leite|buche?|reserviere?|kaufe?|bestelle?|be?zahle?|überweise?|lösche?|"
    r"verschiebe?|kopiere?|öffne|speichere?|füge?|trage?|erinnere?|schreibe?|notiere?|storniere?)\b"
)
_POLITELY = (
    r"(?:(?:please|bitte|then|dann|also|now|just|kindly|yes|ok(?:ay)?|(?:can|could|would|will) you),? ){0,4}"
)
_ALL = r"(?:all|every|any|none|nothing|nobody|no one|everyone|everybody|anyone|anybody|everything|anything)"
_TURN = re.compile(
    r"\b(?:but|instead(?! of)|rather(?! than)|sondern|stattdessen)\b|而是|但是?", re.IGNORECASE
)
_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|without|except|excepting|excluding|unless|avoid|besides|cannot|dont|nicht|kein\w*|"
    r"nichts|niemand\w*|nie|niemals|ohne|außer|ausser|statt|anstatt|anstelle|bis auf|finger (?:weg )?von|"
    r"instead of|rather than|in place of|apart from|other than|forbid\w*|refuse|prohibit|verbiete\w*|"
    r"(?:stop|quit|cease) \w+ing|no(?= [^\W\d_]))\b|"
    r"(?<!\bi )(?<!\bich )\b(?:wrote|said|says|schrieb|sagte|schreibt)\b(?! (?:and|und) )|"
    r"\b[a-z]{2,10}n['’]t\b|"
    rf"\b{_ALL}(?: (?:of )?[\w'’-]{{1,20}}){{0,3}} but\b(?! {_ACT})|"
    r"不|别|別|勿|没|沒|(?<![删刪移清解扣免消])除|禁止|避免|拒绝|拒絕|停止|无需|無需",
    re.IGNORECASE,
)
_SPARING = re.compile(
    r"\bkeep(?! (?:an?|it|track|in|me|only|this|on|up|the (?:first|last|newest|latest|oldest|\d+))(?: |$))|"
    r"\b(?:skip|exclude|ignore|spare|omit|überspringe?|ignoriere?)\b|"
    r"\b(?:tell (?:me|us)|let (?:me|us) know|find out|explain|wonder(?:ing)?|"
    r"(?:i|we) (?:want|need|like) to know|(?:sag|sage|verrate?|erkläre?) (?:mir|uns),?) "
    r"(?:who|whom|whose|what|which|whether|if|when|where|why|how|wer|wem|wen|was|welche\w*|ob|wann|wo|warum|wie)\b|"
    r"\bwhether\b|跳过|跳過|保留|留着|留著|忽略|(?:告诉|告訴)我.{0,20}?(?:谁|誰|什么|什麼|是否|哪|是不是)",
    re.IGNORECASE,
)
"""What is spared, reported or wondered about, up to the next act in the same sentence."""
_END_OF_REACH = re.compile(
    r", (?:so(?! that)|therefore|hence|please(?! ?,)|daher|deshalb)\b|"
    r"，(?:所以|因此|那就|请|請|帮我|幫我|麻烦|麻煩)|"
    r"\b(?:do not|don['’]?t|never) (\w+)\b[^,;:]{0,80}, (?:please |just |only |rather )?\1\b",
    re.IGNORECASE,
)
_NEXT_ACT = re.compile(
    rf"(?:,|;| and| then| und| dann){{1,3}} {_POLITELY}(?={_ACT})|[，,](?:然后|然後|再|并|並)", re.IGNORECASE
)
_REASON = re.compile(
    r"\W{0,4}(?:since|because|as|now that|da|weil)\b[^,]{0,200},|(?:因为|因為|由于|由於)[^，]{0,100}，",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r" ?[^,;.!?]{0,40}\b(?:nicht|niemals|keinesfalls|auf keinen fall|"
    r"alone|untouched|unchanged|behalten|in ruhe)\b|"
    r" ?(?:must|should|shall|may|can|is|are|has|do)(?: not|n['’]t)\b|"
    r" ?[,–—] ?(?:no|nope|nein|scratch that)\b(?! problem)|"
    r"[^,，。！？]{0,6}(?:不要|别|別|不能|不可|不许|不得|不准|勿|以外|之外)",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(
    r"\b(?:(?:do not|don['’]t|no longer) (?:need|want|use)|brauche?(?: den| die| das)?)\b[^,;.!?]{0,60}$",
    re.IGNORECASE,
)
_SO_REMOVE = re.compile(
    r"(?: any ?more| any longer| nicht mehr)?(?:,| and| so)+ (?:so |please |just |you can )*"
    r"(?:delete|remove|cancel|trash|drop|archive|lösche?) (?:it|them|sie|es|ihn)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"[\s\"'“‘「(]*(?:(?:and|then|but|so|please|only|und|nur),? )*"
    r"(?:(?:if|unless|provided|suppos\w+|assuming|in case|falls|sofern|wenn|sobald)\b|"
    r"(?:when|once|as soon as)\b(?! (?:you|that['’]?s done|done))|如果|要是|假如|若|除非)",
    re.IGNORECASE,
)
_CONDITION_AFTER = re.compile(
    r"[^:：\"“「;；]{0,80}?(?:,| )(?:(?<!ask )if|unless|provided|falls|sofern|in case)\b", re.IGNORECASE
)
_WONDERING = re.compile(r"\b(?:ask|see|check|know|remind|frag\w*)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"[\s\"'“‘「(]*(?:(?:hi|hello|hey|ok(?:ay)?|so|and|also|please)\W+)*"
    r"(?:what(?! about)|which|who|whom|whose|when|where|"
    r"why(?! not| don['’]t you)|how(?! about)|is(?! it (?:possible|ok))|are|was|were|does|"
    r"do(?! you mind)|did|has|have|had|"
    r"should|shall i|welche\w*|wer|wann|wo|warum|wie|ist|sind|hat|soll)\b",
    re.IGNORECASE,
)
_ASKED_ANYWHERE = re.compile("什么|什麼|怎么|怎麼|哪|谁|誰|多少")
_CHOICE = re.compile(r"\b(?:which|whose|whom?|or|oder|welche\w*|wer)\b|还是|還是|哪|谁|誰", re.IGNORECASE)
_TAKEN_UP = re.compile(
    rf"[\s\"'“‘「(]*{_POLITELY}{_ACT}[^.!?。！？]{{0,80}}?\b(?:it|them|there|that|this|him|her|es|ihn|sie|ihm|ihr|dort|ihnen)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"[\s\"'“‘「(]*(?:no|nope|nein|never|nay|do not|don['’]?t|rather not|better not|nicht|不|别|別)(?![\w.])",
    re.IGNORECASE,
)
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
_MONEY = r"\d[\d.,]{0,20} ?(?:元|块钱?|塊錢?|欧元|美元)"
_WISHES = (
    re.compile(rf"{_POLITE}{_DEED}(?P<thing>{_THING})(?P<what>.+?){_ENDING}"),
    re.compile(
        rf"{_POLITE}[把将將](?P<thing>)(?P<what>.+?)(?:记下来?|記下來?|保存|存起来|存起來|删掉|刪掉|删除|刪除|加上|写下来?)"
    ),
    re.compile(
        rf"{_POLITE}[把将將](?P<thing>)(?P<what>.+?)(?:加入|加到|加进|加進|放入|放进|放進|放到|添加到|添加进|写进|寫進|记到|記到|列入)"
        r"(?P<other>.{1,12})"
    ),
    re.compile(
        rf"{_POLITE}[给給跟对對向](?P<other>[^，,：:]{{1,20}}?)(?:发送|发|發送|發|写|寫)[一个個条條]{{0,2}}"
        r"(?:消息|訊息|信息|短信|微信|邮件|郵件)[，,]?(?:说|說|内容是|：|:)[：:，,]?(?P<thing>)(?P<what>.+?)"
    ),
    re.compile(
        rf"{_POLITE}(?:转账|轉帳|转|轉|汇款?|匯款?|付款?|支付)(?P<thing>){_MONEY}(?:给|給|到)(?P<what>.+?)"
    ),
    re.compile(
        rf"{_POLITE}[给給向](?P<thing>)(?P<what>.{{1,20}}?)(?:转账?|轉帳?|汇款?|匯款?|付款?|支付){_MONEY}"
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


def in_lines(text: str) -> str:
    """`tidy`, with a line break in place of each blank that stands for one: places are the same in both."""
    return _SPACE.sub(lambda match: "\n" if "\n" in match.group() else " ", text).strip()


def takes_up(asked: str, text: str) -> bool:
    """True where `text` does something with what the message before it, `asked`, asked about."""
    return len(asked) <= 300 and asked.endswith(("?", "？")) and bool(_TAKEN_UP.match(text))


class Mood:
    """Which places of a tidy text the user wishes something at, and where he denies it or only asks.

    Each sentence is read once, so that asking about many places costs no more than the text is long.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._said = _IDIOMS.sub(lambda match: " " * len(match.group()), text)
        self._begins = [0, *(match.end() for match in _END.finditer(text))]
        self._read: dict[int, _Sentence] = {}

    def is_wish(self, begin: int, end: int) -> bool:
        """False where what stands from `begin` to `end` is denied in its sentence, or asked about.

        Nor does the user wish words without the condition that follows them, or pieces of two sentences.
        """
        first, last = bisect_right(self._begins, begin) - 1, bisect_right(self._begins, end) - 1
        if first != bisect_right(self._begins, end - 1) - 1 and not self._is_speech(begin, end, first, last):
            return False
        sentence, stop = self._sentence(first), self._stop(last)
        if " " in self._text[begin:end] and _HEDGED_AFTER.match(self._text, end, stop):
            return False
        if sentence.asks(begin, end) and not self._taken_up(first):
            return False
        if sentence.question >= end and _REFUSED.match(self._text, self._stop(first)):
            return False
        if sentence.conditional < begin or self._depends(end, sentence, stop):
            return False
        if _DENIED_AFTER.match(self._said, end, min(stop, end + 120)):
            return False
        return not sentence.denies(begin) or self._no_longer(begin, end, stop)

    def _is_speech(self, begin: int, end: int, first: int, last: int) -> bool:
        before = self._text[max(self._begins[first], begin - 8) : begin].rstrip()
        opens = not before or _BEFORE_SPEECH.search(before)
        return bool(opens) and not _WORD.search(self._text, end, self._stop(last))

    def _depends(self, end: int, sentence: _Sentence, stop: int) -> bool:
        return not sentence.wonders and bool(_CONDITION_AFTER.match(self._said, end, min(stop, end + 120)))

    def _no_longer(self, begin: int, end: int, stop: int) -> bool:
        """True in `I don't need it any more, delete it`."""
        needed = _NO_LONGER.search(self._text, max(0, begin - 80), begin)
        return bool(needed) and bool(_SO_REMOVE.match(self._text, end, stop))

    def _taken_up(self, index: int) -> bool:
        """True where the next sentence does something with what this one asks about."""
        begin, stop = self._stop(index), self._stop(index + 1)
        if self._sentence(index).chooses or not _TAKEN_UP.match(self._text, begin, stop):
            return False
        return not _NEGATION.search(self._said, begin, stop)

    def _stop(self, index: int) -> int:
        return self._begins[index + 1] if index + 1 < len(self._begins) else len(self._text)

    def _sentence(self, index: int) -> _Sentence:
        if index not in self._read:
            self._read[index] = _Sentence.of(self._text, self._said, self._begins[index], self._stop(index))
        return self._read[index]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence. Places are offsets into the text; where there is none, one that no place reaches."""

    question: int
    """Where its question mark stands, else -1."""
    opener: int
    """Where the words end that open a question."""
    asking: tuple[int, int]
    """Where the first word that asks anywhere ends, and where the last one begins."""
    conditional: int
    wonders: bool
    chooses: bool
    turns: list[int]
    """Where a denial begins or ends, in order."""
    denied: list[bool]

    @classmethod
    def of(cls, text: str, said: str, begin: int, stop: int) -> _Sentence:
        """Read the sentence from `begin` to `stop`; in `said` idioms are blank."""
        asked, condition = _ASKED.match(text, begin, stop), _CONDITION.match(said, begin, stop)
        marks = [match.span() for match in _ASKED_ANYWHERE.finditer(text, begin, stop)]
        last = len(text[begin:stop].rstrip(" \"'”’」)")) + begin - 1
        turns = sorted(_turns(said, begin, stop), key=lambda turn: (turn[0], turn[1] != ""))
        places, states, kinds = [], [], set()
        for place, kind in turns:
            if kind == "act":
                kinds.discard("sparing")
            elif kind:
                kinds.add(kind)
            else:
                kinds.clear()
            places.append(place)
            states.append(bool(kinds))
        return cls(
            last if text[last : last + 1] in ("?", "？") else -1,
            asked.end() if asked else stop,
            (marks[0][1], marks[-1][0]) if marks else (stop, -1),
            condition.end() if condition else stop,
            bool(_WONDERING.search(text, begin, stop)),
            bool(_CHOICE.search(text, begin, stop)),
            places,
            states,
        )

    def asks(self, begin: int, end: int) -> bool:
        """True where the sentence asks about what stands from `begin` to `end`."""
        around = self.opener <= begin or self.asking[0] <= begin or self.asking[1] >= end
        return self.question >= end and around

    def denies(self, begin: int) -> bool:
        """True where what begins at `begin` is denied."""
        index = bisect_right(self.turns, begin) - 1
        return index >= 0 and self.denied[index]


def _turns(said: str, begin: int, stop: int) -> Iterator[tuple[int, str]]:
    """Where a denial begins (its kind) and where its reach ends (no kind; an act ends only a sparing)."""
    kinds = (
        ("", _TURN),
        ("", _END_OF_REACH),
        ("act", _NEXT_ACT),
        ("negation", _NEGATION),
        ("sparing", _SPARING),
    )
    for kind, pattern in kinds:
        yield from ((match.end(), kind) for match in pattern.finditer(said, begin, stop))
    reason = _REASON.match(said, begin, stop)
    if reason:
        yield reason.end(), ""


def chinese_objects(text: str) -> Iterator[tuple[int, int]]:
    """Where a Chinese sentence names what it is about, although no blank stands around it: 记下买牛奶.

    Whether it is wished for is for `Mood` to say.
    """
    if not _HAN.search(text):
        return
    for clause in _CLAUSE.finditer(text):
        for pattern in _WISHES:
            match = pattern.fullmatch(text, *_stripped(text, *clause.span()))
            if match:
                begin, end = _stripped(text, *match.span("what"))
                yield begin, end
                at_first = _AT_FIRST.match(text[begin:end])
                yield begin + (at_first.end() if at_first else 0), end
                yield _stripped(text, match.start("thing"), match.end("what"), " ：:，,")
                if "other" in match.groupdict():
                    yield _stripped(text, *match.span("other"))
    for pattern in (_TO_WHOM, _NAMED):
        yield from (match.span("what") for match in pattern.finditer(text))
    yield from (match.span(1) for match in _ORDINAL.finditer(text))


def _stripped(text: str, begin: int, end: int, signs: str = " \n") -> tuple[int, int]:
    while begin < end and text[begin] in signs:
        begin += 1
    while begin < end and text[end - 1] in signs:
        end -= 1
    return begin, end
